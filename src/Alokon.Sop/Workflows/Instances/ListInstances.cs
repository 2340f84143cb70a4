using Alokon.Engine;
using Alokon.Engine.Running;
using Alokon.Sop.People;
using Alokon.Sop.Requests;
using MediatR;

namespace Alokon.Sop.Workflows.Instances;

/// <summary>What runs and has run in the office, newest first unless asked otherwise: cases, and workflows without one.</summary>
/// <param name="Text">Part of a case's number, or the whole id of an instance.</param>
[AllowRoles(Roles.Admin, Roles.Manajer, Roles.Auditor)]
public sealed record ListInstances(InstanceFilter Filter, string? Text) : IRequest<Outcome<InstanceViews>>, IQuery;

/// <param name="Total">Of all pages.</param>
public sealed record InstanceViews(IReadOnlyList<InstanceLine> Items, long Total);

/// <param name="CaseNumber">None: a workflow that is no case.</param>
public sealed record InstanceLine(InstanceSummary Instance, string? CaseNumber);

public sealed class ListInstancesHandler(UnitOfWork work) : IRequestHandler<ListInstances, Outcome<InstanceViews>>
{
    /// <summary>Of a number that is typed in part.</summary>
    private const int MostFound = 500;

    public async Task<Outcome<InstanceViews>> Handle(ListInstances request, CancellationToken cancellationToken)
    {
        var filter = string.IsNullOrWhiteSpace(request.Text) ? request.Filter : request.Filter with { Ids = await FindAsync(request.Text.Trim(), cancellationToken) };
        var list = await InstanceListRows.ListAsync(work, filter, cancellationToken);
        var numbers = await RequestRows.NumbersAsync(work, [.. list.Items.Select(item => item.Id)], cancellationToken);
        return new InstanceViews([.. list.Items.Select(item => new InstanceLine(item, numbers.GetValueOrDefault(item.Id)))], list.Total);
    }

    private async Task<IReadOnlyList<Guid>> FindAsync(string text, CancellationToken ct) =>
        Guid.TryParse(text, out var id)
            ? [id]
            : [.. (await RequestRows.ListAsync(work, new RequestFilter(null, null, null, text, null, null, null, null, MostFound), ct)).Select(row => row.Id)];
}
