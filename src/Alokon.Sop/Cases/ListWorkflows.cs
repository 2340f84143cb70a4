using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using MediatR;

namespace Alokon.Sop.Cases;

/// <summary>The SOPs in force at this office.</summary>
public sealed record ListWorkflows : IRequest<Outcome<Page<WorkflowView>>>, IQuery;

/// <param name="Sop">The SOP's identity as the definition carries it: number, revision, legal basis, warnings.</param>
public sealed record WorkflowView(string DefinitionId, string Name, int Version, JsonNode? Sop);

public sealed class ListWorkflowsHandler(UnitOfWork work, DefinitionStore definitions) : IRequestHandler<ListWorkflows, Outcome<Page<WorkflowView>>>
{
    public async Task<Outcome<Page<WorkflowView>>> Handle(ListWorkflows request, CancellationToken cancellationToken)
    {
        var views = new List<WorkflowView>();
        foreach (var published in await definitions.ListPublishedAsync(work, cancellationToken))
        {
            var definition = await definitions.FindVersionAsync(work, published.DefinitionId, published.Version, cancellationToken);
            views.Add(new WorkflowView(published.DefinitionId, published.Name, published.Version, definition?.CustomProperties["Alokon:sop"]?.DeepClone()));
        }

        return new Page<WorkflowView>(views, null);
    }
}
