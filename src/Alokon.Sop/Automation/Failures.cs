using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Sop.People;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>What workers have given up in this office: the newest two hundred.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ListFailures : IRequest<Outcome<FailureList>>, IQuery;

public sealed record FailureList(IReadOnlyList<FailedWork> Items);

public sealed class ListFailuresHandler(UnitOfWork work) : IRequestHandler<ListFailures, Outcome<FailureList>>
{
    public async Task<Outcome<FailureList>> Handle(ListFailures request, CancellationToken cancellationToken) =>
        new FailureList(await FailureRows.ListAsync(work, cancellationToken));
}

/// <summary>The cause is mended: try again now.</summary>
[AllowRoles(Roles.Admin)]
public sealed record RetryFailure(Guid Id) : IRequest<Outcome<Done>>, ICommand;

public sealed class RetryFailureHandler(UnitOfWork work, WakeWorkers wake) : IRequestHandler<RetryFailure, Outcome<Done>>
{
    public async Task<Outcome<Done>> Handle(RetryFailure request, CancellationToken cancellationToken)
    {
        if (!await FailureRows.RetryAsync(work, request.Id, cancellationToken))
        {
            return new AutomationRefusal.FailureNotFound(request.Id);
        }

        work.AfterCommit(() => wake());
        return default(Done);
    }
}
