using System.Data;
using Alokon.Host.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Alokon.Tests.Host;

/// <summary>What an officer is told when something breaks behind the door.</summary>
public sealed class ErrorDoorTests
{
    [Fact]
    public async Task A_connection_that_breaks_inside_a_row_is_a_database_that_is_away_not_a_fault()
    {
        var broken = new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer"));

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await AnsweredAsync(broken));
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await AnsweredAsync(new DataException("Error parsing column 3", broken)));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_a_fault()
    {
        Assert.Equal(StatusCodes.Status500InternalServerError, await AnsweredAsync(new DataException("Error parsing column 3", new InvalidCastException())));
    }

    private static async Task<int> AnsweredAsync(Exception exception)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Path = "/api/v1/cases";
        Assert.True(await new ErrorDoor(NullLogger<ErrorDoor>.Instance).TryHandleAsync(http, exception, CancellationToken.None));
        return http.Response.StatusCode;
    }
}
