using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.Archive;

internal static class ArchiveSql
{
    /// <param name="sql">A constant of this room's …Rows.cs with positional parameters.</param>
    public static NpgsqlCommand Command(this UnitOfWork work, string sql, params object[] values)
    {
#pragma warning disable CA2100 // see above
        var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
