using System.Globalization;
using Alokon.Engine;
using Alokon.Host.Demo;
using MediatR;

namespace Alokon.Host.Api;

internal static class DemoEndpoints
{
    public static void MapDemo(this RouteGroupBuilder api)
    {
        api.MapGet("/demo/clock", (IMediator mediator, CancellationToken ct) => mediator.SendAsync(new ReadClock(), ct)).WithTags("Demo");
        api.MapPost("/demo/clock", (HttpRequest http, IMediator mediator) =>
            mediator.SendAsync<ClockReading>(http, body =>
                DateTimeOffset.TryParse(body.Text("now"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var now) && body.Text("now")!.Length > 16 // parsed: it is there
                    ? new MoveClock(now.ToUniversalTime()).AsRequest()
                    : new InvalidInput("now", "time-malformed", body["now"]?.ToString() ?? string.Empty))).WithTags("Demo").WithSummary("Memajukan jam demo");
    }
}
