using Alokon.Engine;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host.Workers;

/// <summary>Cases that were ordered to another version when the node that moved them died: claimed over all offices, moved each in its own.</summary>
internal static class MoveStep
{
    private const int AtOnce = 20;

    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var left = await services.GetRequiredService<MovesLeft>().ClaimAsync(AtOnce, ct);
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        foreach (var one in left)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().Officer = Officer.System(one.Office);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new MoveOneCase(one.Move, one.Case), ct);
        }

        return left.Count == AtOnce;
    }
}
