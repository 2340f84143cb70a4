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
                Instants.Read(body.Text("now")) is { } now
                    ? new MoveClock(now.ToUniversalTime()).AsRequest()
                    : new InvalidInput("now", "time-malformed", body["now"]?.ToJsonString() ?? string.Empty))).WithTags("Demo").WithSummary("Memajukan jam demo");
    }
}
