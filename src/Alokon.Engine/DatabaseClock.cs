using Npgsql;

namespace Alokon.Engine;

/// <summary>The one row that shifts "now" for everybody; zero outside the demo.</summary>
public static class DatabaseClock
{
    /// <summary>From the next transaction on, the time is <paramref name="now"/> and runs on from there.</summary>
    public static async Task MoveAsync(UnitOfWork work, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("UPDATE engine.clock_offset SET amount = $1 - clock_timestamp()", work.Connection)
        {
            Parameters = { new NpgsqlParameter { Value = now.UtcDateTime } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
