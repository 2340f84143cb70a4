using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Host.Texts;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Designer;

public sealed partial class TrialPage
{
    private RehearsalView? _view;
    private int? _version;
    private IReadOnlyList<RehearsedAnswer> _answers = [];

    [Parameter]
    public required string DefinitionId { get; set; }

    private string Address => $"/desainer/{Uri.EscapeDataString(DefinitionId)}";

    /// <summary>All that the SOP allows on this way: each kind of time by itself, a shared allowance once.</summary>
    private string Total
    {
        get
        {
            var standards = (_view?.Done ?? []).Select(step => step.Standard).Where(json => json.Length > 0).Select(json => TimeStandard.Parse(JsonNode.Parse(json)).Value).ToList();
            var counted = standards.Where(s => s.Budget is null).Concat(standards.Where(s => s.Budget is not null).DistinctBy(s => s.Budget)).ToList();
            var parts = counted.Where(s => s.Amount > 0).GroupBy(s => s.Kind).Select(kind => StandardText.Of(new TimeStandard(kind.Key, kind.Sum(s => s.Amount), null, TimeStandard.None.Zones).ToJson())).ToList();
            var zones = counted.Count(s => s.Kind == StandardKind.ByZone);
            return parts.Count + zones == 0 ? "tanpa batas" : string.Join(" + ", zones > 0 ? parts.Append("perjalanan sesuai zona") : parts);
        }
    }

    protected override async Task LoadDesignAsync()
    {
        _version = int.TryParse(Http.Request.Query["versi"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        _answers = [.. Http.Request.Query["j"].OfType<string>().Select(text => text.LastIndexOf('~') is var at and > 0 ? new RehearsedAnswer(text[..at], text[(at + 1)..]) : null).OfType<RehearsedAnswer>()];
        _view = await AskAsync(new RehearseDefinition(DefinitionId, _version, _answers));
    }

    private string With(RehearsedStep step, string answer) => Link(_answers.Append(new RehearsedAnswer(step.Step, answer)));

    private string Until(int count) => Link(_answers.Take(count));

    private string Link(IEnumerable<RehearsedAnswer> answers) =>
        $"{Address}/uji?{string.Join('&', answers.Select(answer => $"j={Uri.EscapeDataString($"{answer.Step}~{answer.Answer}")}"))}{VersionPart("&")}";

    private string VersionPart(string separator) => _version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{separator}versi={version}") : "";

    private static string Name(RehearsedStep step) => step.Number.Length > 0 ? $"{step.Number} {step.Kegiatan}" : step.Kegiatan;

    private static string Who(RehearsedStep step) => step.Role.Length > 0 ? Words.Of("role", step.Role) : "belum dipilih";

    private static string Standard(RehearsedStep step) => StandardText.Of(step.Standard.Length > 0 ? JsonNode.Parse(step.Standard) : null);
}
