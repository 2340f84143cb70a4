using System.Globalization;
using Alokon.Engine;
using Alokon.Engine.Definitions;
using Alokon.Host.Pages.Forms;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows;
using Alokon.Sop.Workflows.Table;
using Microsoft.AspNetCore.Components;

namespace Alokon.Host.Pages.Designer;

public sealed partial class MovePage
{
    private static readonly FieldNames Fields = FieldNames.Called(("reason", "Alasan"), ("cases", "Berkas"));

    private SopTableView? _target;
    private MovePreview? _preview;
    private IReadOnlyList<MoveView> _moves = [];
    private IReadOnlyList<string> _gone = [];
    private IReadOnlyList<string> _stays = [];
    private IReadOnlySet<Guid>? _chosen;
    private Dictionary<string, string> _map = [];
    private Dictionary<string, string> _names = [];
    private string _reason = string.Empty;

    [Parameter]
    public required string DefinitionId { get; set; }

    [Inject]
    private MoveBatch Batch { get; set; } = null!; // registered by AddWorkflows

    private string Address => $"/desainer/{Uri.EscapeDataString(DefinitionId)}/pindah";

    protected override async Task LoadDesignAsync()
    {
        if (IsSent("pindah"))
        {
            _reason = Sent("reason").Trim();
            _chosen = Http.Request.Form["cases"].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).ToHashSet();
            _map = Http.Request.Form.Where(field => field.Key.StartsWith("map.", StringComparison.Ordinal) && field.Value.ToString().Length > 0).ToDictionary(field => field.Key["map.".Length..], field => field.Value.ToString());
        }

        // Without a version in force there is nowhere to go to.
        var published = await AskAsync(new GetDefinition(DefinitionId, VersionOptions.Published));
        _target = published is null ? null : await AskAsync(new GetSopTable(DefinitionId, published.Stored.Version));
        if (_target is null)
        {
            return;
        }

        _preview = await AskAsync(new PreviewMove(DefinitionId, _target.Stored.Version, _map, null));
        _moves = (await AskAsync(new ListMoves(DefinitionId)))?.Items ?? [];
        var steps = (_preview?.Items ?? []).SelectMany(item => item.Obstacles).Where(obstacle => obstacle.Code is "move-step-gone" or "move-kind-changed").Select(obstacle => obstacle.Path).Concat(_map.Keys);
        _gone = [.. steps.Where(step => step.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        _names = _gone.ToDictionary(step => step, step => $"Langkah {step}");
    }

    private async Task HandleAsync()
    {
        if (_target is null || Sent("tindakan") != "pindah")
        {
            return; // the preview was reckoned again with what was chosen
        }

        // What somebody was shown is what is done: another version may have come into force meanwhile.
        if (Sent("version") != _target.Stored.Version.ToString(CultureInfo.InvariantCulture))
        {
            Refuse(new DefinitionRefusal.Stale(_target.Stored));
            return;
        }

        if (_chosen is not { Count: > 0 } chosen)
        {
            Refuse(new InvalidInput("cases", "field-required"));
            return;
        }

        var started = await Desk.SendOnceAsync(new StartMove(DefinitionId, _target.Stored.Version, _map, _reason, [.. chosen]), Http.Request, Ct);
        if (started.IsRefused(out var refusal) || (await Batch.CarryOutAsync(started.Value)).IsRefused(out refusal))
        {
            Refuse(refusal);
            return;
        }

        SeeOther($"{Address}?hasil=pindah");
    }

    private async Task UndoAsync()
    {
        if (!Guid.TryParse(Sent("move"), out var id))
        {
            Refuse(new InvalidInput("move", "field-required"));
            return;
        }

        if (!MayWrite)
        {
            Refuse(new Sop.People.PeopleRefusal.RoleMayNot("Desainer"));
            return;
        }

        var undone = await Batch.UndoAsync(id);
        if (undone.IsRefused(out var refusal))
        {
            Refuse(refusal);
        }
        else if (undone.Value.Stays.Count == 0)
        {
            SeeOther($"{Address}?hasil=batal");
        }
        else
        {
            _stays = [.. undone.Value.Stays.Select(stay => IndonesianTexts.Of(stay.Refusal))];
            _moves = (await AskAsync(new ListMoves(DefinitionId)))?.Items ?? [];
        }
    }

    private string Due(StepPreview step) =>
        (step.DueBefore, step.DueAfter) switch
        {
            (null, null) => "tanpa tenggat",
            ({ } before, { } after) when before == after => Time.Short(after),
            ({ } before, { } after) => $"{Time.Short(before)} menjadi {Time.Short(after)}{(step.IsLateAfter ? ", sudah lewat" : "")}",
            ({ } before, null) => step.To is null ? Time.Short(before) : $"{Time.Short(before)} menjadi tanpa tenggat",
            (null, { } after) => $"menjadi {Time.Short(after)}{(step.IsLateAfter ? ", sudah lewat" : "")}",
        };

    private static string Outcome(MoveView move) => string.Join(", ", new[] { (move.Moved, "dipindahkan"), (move.Refused, "tetap"), (move.Undone, "dibatalkan"), (move.Pending, "menunggu") }.Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}").DefaultIfEmpty("–"));
}
