using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Engine.Running;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>One message: its row goes in the transaction that does what it says.</summary>
[AllowRoles]
public sealed record MoveMessage(Lease Lease) : IRequest<Outcome<MessageMoved>>, ICommand;

/// <param name="Moved">False: somebody else has done it meanwhile.</param>
public sealed record MessageMoved(bool Moved);

public sealed class MoveMessageHandler(UnitOfWork work, WorkflowRunner workflows, InstanceStart start) : IRequestHandler<MoveMessage, Outcome<MessageMoved>>
{
    public async Task<Outcome<MessageMoved>> Handle(MoveMessage request, CancellationToken cancellationToken)
    {
        if (await OutboxRows.FindAsync(work, request.Lease, cancellationToken) is not { } known)
        {
            return new MessageMoved(false);
        }

        // The case first, as every command about it.
        if (known.Instance is { } instance)
        {
            await workflows.LockAsync(work, instance, cancellationToken);
        }

        if (await OutboxRows.ConsumeAsync(work, request.Lease, cancellationToken) is not { } message)
        {
            return new MessageMoved(false);
        }

        var refusal = await DoAsync(message, cancellationToken);
        return refusal is null || Gone.IsWhy(refusal) ? new MessageMoved(true) : refusal;
    }

    private async Task<Refusal?> DoAsync(Message message, CancellationToken ct) => message.Kind switch
    {
        MessageKinds.Resume => await ResumeAsync(message, message.Payload["stimulus"]!.DeepClone().AsObject(), ct),
        MessageKinds.ChildEnded => await TellParentAsync(message, ct),
        MessageKinds.Cancel => await CancelAsync(message, ct),
        MessageKinds.Dispatch => await DispatchAsync(message, ct),
        MessageKinds.Start => await start.ByTriggerAsync(message.Payload, ct),
        _ => throw new InvalidOperationException($"Expected a kind of message that moves a case, but it is '{message.Kind}'."),
    };

    private async Task<Refusal?> ResumeAsync(Message message, JsonObject stimulus, CancellationToken ct) =>
        (await workflows.ResumeAsync(work, InstanceOf(message), message.Payload["bookmark"]!.GetValue<int>(), stimulus, ct)).Refusal;

    /// <summary>The child is read, not locked: it has ended, unless it failed and is being tried again. Then its next end will be told.</summary>
    private async Task<Refusal?> TellParentAsync(Message message, CancellationToken ct)
    {
        var child = Guid.Parse(message.Payload["child"]!.GetValue<string>());
        var state = await workflows.ReadAsync(work, child, ct);
        if (state is { IsFinished: false })
        {
            return null;
        }

        var ended = state is null
            ? new ChildEnded(child, "Finished", "Cancelled", [], null) // cancelled before it began
            : new ChildEnded(child, state.Status, state.SubStatus, state.Output, state.CorrelationId);
        return await ResumeAsync(message, ended.ToJson(), ct);
    }

    private async Task<Refusal?> CancelAsync(Message message, CancellationToken ct)
    {
        var child = InstanceOf(message);
        await ChildRows.LockEndedAsync(work, child, ct);
        var cancelled = await workflows.CancelAsync(work, child, ct);
        if (cancelled.IsRefused(out _))
        {
            // Not begun yet, or ended already: whatever comes to begin it finds it ended.
            ChildRows.MarkEnded(work, child);
        }

        return cancelled.Refusal;
    }

    private async Task<Refusal?> DispatchAsync(Message message, CancellationToken ct)
    {
        var child = InstanceOf(message);
        return await ChildRows.LockEndedAsync(work, child, ct) ? null : await start.ChildAsync(child, message.Payload, ct);
    }

    private static Guid InstanceOf(Message message) =>
        message.Instance ?? throw new InvalidOperationException($"Expected message {message.Id} of kind '{message.Kind}' to name an instance.");
}
