using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Engine.Running;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>What a worker needs to send a request that waits; the sending itself is no transaction.</summary>
[AllowRoles]
public sealed record ReadRequest(Lease Lease) : IRequest<Outcome<WaitingRequest>>, IQuery;

/// <param name="Message">None: it is sent already, or somebody else has it now.</param>
public sealed record WaitingRequest(Message? Message, IReadOnlyList<string> AllowedHosts);

public sealed class ReadRequestHandler(UnitOfWork work) : IRequestHandler<ReadRequest, Outcome<WaitingRequest>>
{
    public async Task<Outcome<WaitingRequest>> Handle(ReadRequest request, CancellationToken cancellationToken) =>
        new WaitingRequest(await OutboxRows.FindAsync(work, request.Lease, cancellationToken), await DoorRows.AllowedHostsAsync(work, cancellationToken));
}

/// <summary>The answer has come: the message goes and the case goes on, fenced against a worker that was stopped while it waited.</summary>
[AllowRoles]
public sealed record AnswerRequest(Lease Lease, JsonObject Answer) : IRequest<Outcome<MessageMoved>>, ICommand;

public sealed class AnswerRequestHandler(UnitOfWork work, WorkflowRunner workflows) : IRequestHandler<AnswerRequest, Outcome<MessageMoved>>
{
    public async Task<Outcome<MessageMoved>> Handle(AnswerRequest request, CancellationToken cancellationToken)
    {
        if (await OutboxRows.FindAsync(work, request.Lease, cancellationToken) is not { Instance: { } instance })
        {
            return new MessageMoved(false);
        }

        await workflows.LockAsync(work, instance, cancellationToken);
        if (await OutboxRows.ConsumeAsync(work, request.Lease, cancellationToken) is not { } message)
        {
            return new MessageMoved(false);
        }

        var moved = await workflows.ResumeAsync(work, instance, message.Payload["bookmark"]!.GetValue<int>(), request.Answer, cancellationToken);
        return moved.IsRefused(out var refusal) && !Gone.IsWhy(refusal) ? refusal : new MessageMoved(true);
    }
}
