using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Pages.Forms;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows.Table;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Designer;

public sealed partial class TablePage
{
    private static readonly (string Field, string Name)[] Cells =
        [("kegiatan", "Kegiatan"), ("role", "Pelaksana"), ("kelengkapan", "Kelengkapan"), ("waktu", "Waktu"), ("standard", "Standar waktu"), ("output", "Output"), ("keterangan", "Keterangan"), ("number", "Nomor"), ("bagian", "Bagian")];

    private SopTableView? _view;
    private List<TableLine> _lines = [];
    private SopHead _head = new();
    private IReadOnlyList<SopColumn> _columns = [];
    private IReadOnlyList<(string Value, string Text)> _performers = [];
    private IReadOnlyList<int> _answered = [];
    private IReadOnlyList<string> _warnings = [];
    private IReadOnlySet<string> _wrong = new HashSet<string>();
    private DraftSeen _seen = new("", "");
    private FieldNames _names = FieldNames.None;

    [Parameter]
    public required string DefinitionId { get; set; }

    private string Address => $"/desainer/{Uri.EscapeDataString(DefinitionId)}";

    private int MainCount => _lines.Count(line => line.Row.Place != SopPlace.Detour);

    protected override async Task LoadDesignAsync()
    {
        _view = await AskAsync(new GetSopTable(DefinitionId, null));
        if (_view is not { } view)
        {
            return;
        }

        (_head, _columns, _seen) = (view.Table.Head, view.Table.Columns, view.Stored.Seen);
        _lines = [.. view.Table.Rows.Select(TableLine.Of)];
        if (IsSent("tabel"))
        {
            Read(new TableForm(Http.Request.Form));
        }

        _performers = TableForm.Performers(_columns);
        _warnings = [.. Warnings()];
        _names = FieldNames.Called([.. from i in Enumerable.Range(0, _lines.Count) from cell in Cells select ($"rows[{i}].{cell.Field}", $"Baris {i + 1} – {cell.Name}"), ("createdOn", "Tanggal pembuatan"), ("revisedOn", "Tanggal revisi"), ("effectiveOn", "Tanggal efektif"), ("approvedOn", "Tanggal pengesahan")]);
    }

    /// <summary>What was typed stays, whatever becomes of it; so does the version that it was typed over.</summary>
    private void Read(TableForm form)
    {
        _lines = TableForm.Apply(form.Lines(), form.Deed);
        (_head, _columns, _answered) = (form.Head(), form.Columns(), form.Answered());
        _seen = new(Sent("versionId"), Sent("hash"));
    }

    private async Task HandleAsync()
    {
        if (_view is null || Sent("tindakan") is not ("simpan" or ""))
        {
            return;
        }

        var table = new SopTable(_head, WithRoles(_view.Table.Columns, _columns), [.. _lines.Select(line => line.ToRow())]);
        var saved = await Desk.SendAsync(new SaveSopTable(DefinitionId, _seen, table, _answered), Ct);
        if (saved.IsRefused(out var refusal))
        {
            Refuse(refusal);
            _wrong = refusal.Fields.Select(field => field.Path).ToHashSet(StringComparer.Ordinal);
            return;
        }

        SeeOther($"{Address}/tabel?tersimpan=ya");
    }

    /// <summary>Columns that only a role makes have no heading, and stand in no field: they stay as they are.</summary>
    private static IReadOnlyList<SopColumn> WithRoles(IReadOnlyList<SopColumn> before, IReadOnlyList<SopColumn> typed) =>
        [.. typed, .. before.Where(column => column.Label.Length == 0 && typed.All(other => other.Role != column.Role))];

    /// <summary>Where the SOP's wording says another time than what is measured.</summary>
    private IEnumerable<string> Warnings() =>
        from line in _lines
        let standard = line.ToRow().Standard
        let said = WaktuReading.Read(line.Row.Waktu)
        where standard.Length > 0 && said.Kind is WaktuKind.Fixed or WaktuKind.AtMost or WaktuKind.Range
        let measured = TimeStandard.Parse(System.Text.Json.Nodes.JsonNode.Parse(standard))
        where measured.Refusal is null && (measured.Value.Kind, measured.Value.Amount) != (said.Standard.Kind, said.Standard.Amount) && !IsElapsed(measured.Value, said.Standard)
        select $"Langkah {line.Row.Number} {line.Row.Kegiatan}: di SOP tertulis “{line.Row.Waktu}”, tetapi yang diukur {StandardText.Of(measured.Value.ToJson())}.";

    private static bool IsElapsed(TimeStandard measured, TimeStandard said) => measured.Kind == StandardKind.ElapsedWorkingDays && said.Kind == StandardKind.WorkingDays && measured.Amount == said.Amount;

    private IReadOnlyList<SopWay> WaysOf(TableLine line) => line.Row.Step is { } step && _view?.Ways.TryGetValue(step, out var ways) == true ? ways : [];

    private int? RowOf(string? step) => step is not null && _lines.FindIndex(line => line.Row.Step == step) is var row and >= 0 ? row : null;

    internal static string State(StoredDefinition stored) => stored.IsDraft ? $"konsep, disimpan {stored.SavedBy}" : stored.IsPublished ? "sedang berlaku" : "tidak berlaku lagi";
}
