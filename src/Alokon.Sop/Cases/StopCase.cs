using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.Audit;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>The requester takes the request back, as long as nothing has left the store.</summary>
public sealed record WithdrawCase(Guid Case, string? Reason) : IRequest<Outcome<CaseView>>, ICommand;

/// <summary>The office stops a case, with a reason, as long as nothing has left the store.</summary>
[AllowRoles(Roles.Kabid, Roles.Kadis, Roles.Admin)]
public sealed record CancelCase(Guid Case, string? Reason) : IRequest<Outcome<CaseView>>, ICommand;

public sealed class WithdrawCaseHandler(UnitOfWork work, CaseStop stop) : IRequestHandler<WithdrawCase, Outcome<CaseView>>
{
    public Task<Outcome<CaseView>> Handle(WithdrawCase request, CancellationToken cancellationToken) =>
        stop.StopAsync(request.Case, "withdrawn", "case.withdrawn", request.Reason, MayWithdraw, cancellationToken);

    private Refusal? MayWithdraw(RequestRow row) =>
        row.Requester == work.Officer.Person || People.Directory.MayPerform(work.Officer, Roles.Faskes, row.Facility, row.Kecamatan) is not null
            ? null
            : new CaseRefusal.NotRequester(row.Id);
}

public sealed class CancelCaseHandler(CaseStop stop) : IRequestHandler<CancelCase, Outcome<CaseView>>
{
    public Task<Outcome<CaseView>> Handle(CancelCase request, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(request.Reason)
            ? Task.FromResult<Outcome<CaseView>>(new InvalidInput("reason", "field-required"))
            : stop.StopAsync(request.Case, "cancelled", "case.cancelled", request.Reason, _ => null, cancellationToken);
}

/// <summary>What withdrawing and cancelling have in common.</summary>
public sealed class CaseStop(UnitOfWork work, WorkflowRunner workflows, AuditLog audit, CaseReader reader)
{
    public async Task<Outcome<CaseView>> StopAsync(Guid id, string status, string kind, string? reason, Func<RequestRow, Refusal?> may, CancellationToken ct)
    {
        if (reason is { Length: > 1000 })
        {
            return new InvalidInput("reason", "field-too-long", "1000");
        }

        if (!await workflows.LockAsync(work, id, ct) || await reader.FindAsync(id, ct) is not { } row)
        {
            return new CaseRefusal.NotFound(id);
        }

        if (may(row) is { } refusal)
        {
            return refusal;
        }

        // What has failed can be stopped, too: perhaps nobody can mend it.
        if (row.Status is not ("running" or "faulted"))
        {
            return new CaseRefusal.NotRunning(id, row.Status);
        }

        if ((await CaseReader.FileAsync(work, row, ct)).Shipment is not null)
        {
            return new CaseRefusal.GoodsAlreadySent(id);
        }

        RequestRows.End(work, id, status);
        await audit.AppendAsync(work, id, new AuditEntry(kind, null, new() { ["reason"] = reason }), ct);
        var moved = await workflows.CancelAsync(work, id, ct);
        if (moved.IsRefused(out var cancelRefusal))
        {
            return cancelRefusal;
        }

        await work.FlushAsync(ct);
        var stopped = await reader.FindAsync(id, ct) ?? row;
        return await reader.ViewAsync(stopped, ct);
    }
}
