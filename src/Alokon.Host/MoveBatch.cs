using Alokon.Engine;
using Alokon.Sop.Workflows;
using MediatR;

namespace Alokon.Host;

/// <summary>
/// Carries out an ordered batch, and takes one back: each case in a transaction of its own, so that one that cannot keeps none of
/// the others. Once ordered, whoever hangs up does not stop it half way.
/// </summary>
public sealed class MoveBatch(IServiceScopeFactory scopes, Caller caller)
{
    public async Task<Outcome<MoveView>> CarryOutAsync(MoveView ordered)
    {
        foreach (var one in ordered.Cases)
        {
            await InScopeAsync(new MoveOneCase(ordered.Id, one.Case));
        }

        return await InScopeAsync(new GetMove(ordered.Id));
    }

    public async Task<Outcome<MoveUndone>> UndoAsync(Guid id)
    {
        var found = await InScopeAsync(new GetMove(id));
        if (found.IsRefused(out var refusal))
        {
            return refusal;
        }

        var stays = new List<(Guid Case, Refusal Refusal)>();
        foreach (var one in found.Value.Cases.Where(c => c.Status == "moved"))
        {
            if ((await InScopeAsync(new UndoMoveOfCase(id, one.Case))).IsRefused(out var refused))
            {
                if (refused.Kind == RefusalKind.Forbidden)
                {
                    return refused;
                }

                stays.Add((one.Case, refused));
            }
        }

        var after = await InScopeAsync(new GetMove(id));
        return after.IsRefused(out refusal) ? refusal : new MoveUndone(after.Value, stays);
    }

    // Each in a scope of its own and without the idempotency key: that belongs to the order, not to its parts.
    private async Task<Outcome<T>> InScopeAsync<T>(IRequest<Outcome<T>> request)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Officer = caller.Officer;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, CancellationToken.None);
    }
}

/// <param name="Stays">Cases that were not taken back, and why.</param>
public sealed record MoveUndone(MoveView Move, IReadOnlyList<(Guid Case, Refusal Refusal)> Stays);
