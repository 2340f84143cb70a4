using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Ends the nearest composite around it (a workflow used as an activity), or the workflow, with outcomes of its choice. Goes no further out.</summary>
internal sealed class Complete : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Complete",
        "Selesaikan dengan hasil",
        "Kendali alur",
        "Mengakhiri alur terdekat yang memuatnya dengan hasil yang dipilih.",
        [new("outcomes", "Object", "Hasil", "Satu hasil atau beberapa; kosong: Done.", "outcome-picker", null, "")],
        [],
        [])
    {
        IsTerminal = true,
    };

    public Refusal? Execute(ActivityContext c)
    {
        c.CompleteComposite(Outcomes(c.InputJson("outcomes")));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    private static string[] Outcomes(JsonNode? given) => given switch
    {
        JsonArray { Count: > 0 } several => [.. several.Select(outcome => outcome?.ToString() ?? "")],
        JsonValue one when one.ToString() is { Length: > 0 } name => [name],
        _ => ["Done"],
    };
}
