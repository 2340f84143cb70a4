using Alokon.Engine;
using Alokon.Engine.Outbox;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Automation;

/// <summary>What workers have given up in this office: the newest two hundred.</summary>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor, Roles.Kadis, Roles.Kabid)]
public sealed record ListFailures : IRequest<Outcome<FailureList>>, IQuery;

public sealed record FailureList(IReadOnlyList<FailureView> Items);

/// <param name="Case">None where it is about no case of an SOP.</param>
public sealed record FailureView(Guid Id, string Kind, string Subject, int Attempts, string Reason, DateTimeOffset FailedAt, Guid? Case, string? CaseNumber);

public sealed class ListFailuresHandler(UnitOfWork work) : IRequestHandler<ListFailures, Outcome<FailureList>>
{
    public async Task<Outcome<FailureList>> Handle(ListFailures request, CancellationToken cancellationToken) =>
        new FailureList(await ViewAsync(await FailureRows.ListAsync(work, cancellationToken), cancellationToken));

    private async Task<IReadOnlyList<FailureView>> ViewAsync(IReadOnlyList<FailedWork> failed, CancellationToken ct)
    {
        var numbers = await RequestRows.NumbersAsync(work, [.. failed.Select(one => one.Instance).OfType<Guid>().Distinct()], ct);
        return
        [
            .. failed.Select(one => one.Instance is { } id && numbers.TryGetValue(id, out var number)
                ? new FailureView(one.Id, one.Kind, number, one.Attempts, one.Reason, one.FailedAt, id, number)
                : new FailureView(one.Id, one.Kind, one.Subject, one.Attempts, one.Reason, one.FailedAt, null, null)),
        ];
    }
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
