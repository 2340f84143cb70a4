using System.Data;
using System.Diagnostics;
using Alokon.Engine;
using Microsoft.AspNetCore.Diagnostics;
using Npgsql;

namespace Alokon.Host.Api;

/// <summary>The edge where the unexpected is caught: one number for the officer, everything else in the log, no stack trace outside.</summary>
internal sealed class ErrorDoor(ILogger<ErrorDoor> log) : IExceptionHandler
{
    /// <summary>idle_in_transaction_session_timeout, which Npgsql has no name for.</summary>
    private const string IdleInTransaction = "25P03";

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var refusal = RefusalOf(exception, http);
        if (refusal is Unexpected)
        {
            log.Failed(exception, http.Request.Method, http.Request.Path, http.TraceIdentifier);
        }

        if (!Addresses.IsForPrograms(http.Request.Path))
        {
            return false;
        }

        await Problem.Of(refusal).ExecuteAsync(http);
        return true;
    }

    private static Refusal RefusalOf(Exception exception, HttpContext http) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new TooLarge(),
            InvalidDataException or BadHttpRequestException => new Unreadable(),
            PostgresException { SqlState: PostgresErrorCodes.DiskFull or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.LockNotAvailable or IdleInTransaction } => new Unavailable(),
            PostgresException => new Unexpected(Activity.Current?.Id ?? http.TraceIdentifier),
            NpgsqlException => new Unavailable(),
            DataException { InnerException: NpgsqlException inner } => RefusalOf(inner, http), // a connection that broke inside a row, as Dapper tells it
            _ => new Unexpected(Activity.Current?.Id ?? http.TraceIdentifier),
        };

    public sealed record Unexpected : Refusal
    {
        public Unexpected(string trace)
            : base("unexpected", RefusalKind.Unexpected, $"Something unforeseen happened, see the log for {trace}") =>
            Arguments = [trace];
    }

    /// <summary>A form without its boundary, a body that ends too early, a number in the address that is none.</summary>
    public sealed record Unreadable() : Refusal("request-malformed", RefusalKind.Malformed, "Expected a request of the right form, but could not read it");

    public sealed record Unavailable() : Refusal("unavailable", RefusalKind.Unavailable, "Expected the database to answer, but it does not");

    public sealed record TooLarge() : Refusal("body-too-large", RefusalKind.TooLarge, "Expected a smaller body");
}

internal static partial class ApiLog
{
    [LoggerMessage(5101, LogLevel.Error, "Failed {Method} {Path} as {Trace}")]
    public static partial void Failed(this ILogger log, Exception exception, string method, string path, string trace);
}
