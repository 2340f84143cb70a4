using Alokon.Engine;
using Alokon.Sop.Archive;
using MediatR;

namespace Alokon.Host.Api;

/// <summary>
/// The pack of a sealed case is built as soon as its papers are printed, usually within seconds. Who asks in between waits
/// here a little instead of being sent away.
/// </summary>
internal static class PackDoor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    public static async Task<IResult> WaitAsync(Guid id, IMediator mediator, CancellationToken ct)
    {
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            var outcome = await mediator.Send(new GetPack(id), ct);
            if (!outcome.IsRefused(out var refusal))
            {
                return Results.File(outcome.Value.Bytes, "application/zip", outcome.Value.FileName);
            }

            if (refusal.Kind != RefusalKind.Unavailable || waited >= Patience)
            {
                return Problem.Of(refusal);
            }

            await Task.Delay(Step, ct);
        }
    }
}
