using Alokon.Engine;
using Npgsql;

namespace Alokon.Sop.People;

internal static class PeopleSql
{
    /// <param name="sql">A constant with positional parameters.</param>
    public static NpgsqlCommand Command(this UnitOfWork work, string sql, params object?[] values)
    {
#pragma warning disable CA2100 // callers hand the raw strings of this room's …Rows.cs
        var command = new NpgsqlCommand(sql, work.Connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            List<T> rows = [];
            while (await reader.ReadAsync(ct))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    public static string? Text(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
