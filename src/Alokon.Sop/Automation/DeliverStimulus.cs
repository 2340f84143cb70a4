using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Engine.Outbox;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>A stimulus finds all who wait for it: one message for each, written together with its end. Nobody there: it stays and waits itself.</summary>
[AllowRoles]
public sealed record DeliverStimulus(Lease Lease) : IRequest<Outcome<StimulusDelivered>>, ICommand;

/// <param name="Receivers">0: it came too early, or somebody else has delivered it.</param>
public sealed record StimulusDelivered(int Receivers);

public sealed class DeliverStimulusHandler(UnitOfWork work, WakeWorkers wake) : IRequestHandler<DeliverStimulus, Outcome<StimulusDelivered>>
{
    public async Task<Outcome<StimulusDelivered>> Handle(DeliverStimulus request, CancellationToken cancellationToken)
    {
        if (await StimulusRows.LockAsync(work, request.Lease, cancellationToken) is not { } stimulus)
        {
            return new StimulusDelivered(0);
        }

        var waiting = await StimulusRows.TakeWaitingAsync(work, stimulus, cancellationToken);
        // What is meant for one instance starts no other.
        var triggers = stimulus.Instance is null ? await TriggerRows.FindAsync(work, stimulus.Hash, cancellationToken) : [];
        if (waiting.Count + triggers.Count == 0)
        {
            StimulusRows.Early(work, stimulus.Id);
            return new StimulusDelivered(0);
        }

        foreach (var one in waiting)
        {
            OutboxRows.Add(work, MessageKinds.Resume, one.Instance, new() { ["bookmark"] = one.Bookmark, ["stimulus"] = new JsonObject { ["payload"] = stimulus.Payload?.DeepClone() } });
        }

        foreach (var trigger in triggers)
        {
            OutboxRows.Add(work, MessageKinds.Start, null, Begin(stimulus, trigger));
        }

        StimulusRows.Delivered(work, stimulus.Id);
        work.AfterCommit(() => wake());
        return new StimulusDelivered(waiting.Count + triggers.Count);
    }

    private static JsonObject Begin(Arrived stimulus, TriggerHit trigger) => new()
    {
        ["definitionId"] = trigger.DefinitionId,
        ["trigger"] = trigger.ActivityId,
        ["correlationId"] = stimulus.CorrelationId,
        ["stimulus"] = new JsonObject { ["kind"] = stimulus.Kind, ["subject"] = stimulus.Subject, ["payload"] = stimulus.Payload?.DeepClone() },
    };
}
