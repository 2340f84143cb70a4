using System.Globalization;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Table;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Designer;

public sealed partial class ReplayPage
{
    private StoredDefinition? _stored;
    private ReplayView? _view;
    private int? _version;
    private DateOnly _from;
    private DateOnly _to;
    private Dictionary<string, string> _steps = [];

    [Parameter]
    public required string DefinitionId { get; set; }

    protected override async Task LoadDesignAsync()
    {
        _version = int.TryParse(Http.Request.Query["versi"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var today = Time.DayOf(Here.Now);
        _from = Day("dari") ?? today.AddMonths(-3);
        _to = Day("sampai") ?? today;
        if (await AskAsync(new GetSopTable(DefinitionId, null)) is not { } latest)
        {
            return;
        }

        _stored = latest.Stored;
        _view = await AskAsync(new ReplayCases(DefinitionId, _version, null, Time.StartOf(_from), Time.StartOf(_to.AddDays(1))));
        if (_view is not null && (_version is null || _version == latest.Stored.Version ? latest : await AskAsync(new GetSopTable(DefinitionId, _version))) is { } replayed)
        {
            _steps = replayed.Table.Rows.ToDictionary(row => row.Step ?? "", row => row.Number.Length > 0 ? $"{row.Number} {row.Kegiatan}" : row.Kegiatan);
        }
    }

    private string After(ReplayedCase item) => item.Result switch
    {
        "endedOtherwise" => Words.Of("case", item.After),
        "waitedForNobody" => $"menunggu di {Step(item)}: belum ada {Words.Of("role", item.Role)}",
        "unanswered" => $"berhenti di {Step(item)}: dahulu tidak ada yang menjawabnya",
        "answerRefused" => $"jawaban di {Step(item)} tidak diterima: {IndonesianTexts.Of(item.Code ?? "_fallback", [])}",
        "failed" => $"gagal di {Step(item)}: berkas akan berhenti di sana sampai diperbaiki",
        "notRecorded" => "tidak dapat diputar ulang: jawabannya belum direkam waktu itu",
        _ => Words.Of("case", item.After),
    };

    private string Step(ReplayedCase item) => item.Step is { } step ? _steps.GetValueOrDefault(step, step) : "sebuah langkah";

    private DateOnly? Day(string name) => DateOnly.TryParseExact(Http.Request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
