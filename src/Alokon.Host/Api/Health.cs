using Npgsql;

namespace Alokon.Host.Api;

internal static class Health
{
    /// <summary>Ready = the database answers; anything else is the balancer's reason to send people elsewhere.</summary>
    public static async Task<IResult> ReadyAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(ct);
            return Results.Ok(new { status = "ready" });
        }
        catch (NpgsqlException)
        {
            return Problem.Of(new ErrorDoor.Unavailable());
        }
    }
}
