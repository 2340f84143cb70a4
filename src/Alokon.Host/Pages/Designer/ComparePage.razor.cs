using System.Globalization;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Comparing;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Designer;

public sealed partial class ComparePage
{
    private ComparisonView? _view;

    [Parameter]
    public required string DefinitionId { get; set; }

    private string Address => $"/desainer/{Uri.EscapeDataString(DefinitionId)}";

    private int Errors => _view?.Findings.Count(finding => finding.Severity == Severity.Error) ?? 0;

    private int Warnings => _view?.Findings.Count(finding => finding.Severity == Severity.Warning) ?? 0;

    protected override async Task LoadDesignAsync() => _view = await AskAsync(new CompareDefinition(DefinitionId, Number("dari"), Number("ke")));

    private async Task PublishAsync()
    {
        if (Sent("yakin") != "ya")
        {
            Refuse(new InvalidInput("yakin", "confirmation-missing"));
            return;
        }

        if (await AskAsync(new PublishDefinition(DefinitionId, new DraftSeen(Sent("versionId"), Sent("hash")))) is not null)
        {
            SeeOther($"{Address}/bandingkan?terbit=ya");
        }
    }

    private int? Number(string name) => int.TryParse(Http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Called(StoredDefinition version) => $"{version.Version} ({(version.IsDraft ? "konsep" : version.IsPublished ? "berlaku" : "lama")})";
}
