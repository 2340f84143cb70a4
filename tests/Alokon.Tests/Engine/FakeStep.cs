using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;

namespace Alokon.Tests.Engine;

/// <summary>Asks somebody and goes the way that was answered: what every SOP step does, without the SOP.</summary>
internal sealed class FakeStep(string type) : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        type,
        type,
        "SOP",
        "",
        [
            new("role", "String", "", "", "singleline", null, ""),
            new("standard", "Object", "", "", "json-editor", """{"kind":"none"}""", ""),
            new("documents", "Object", "", "", "json-editor", null, ""),
            new("outcomes", "Object", "", "", "json-editor", null, ""),
        ],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.Emit(new Asked(c.CreateBookmark(type, new JsonObject { ["role"] = c.Input<string>("role") }), c.Node.Id));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        var outcome = stimulus["outcome"]!.GetValue<string>();
        if (outcome == "unknown")
        {
            return new InvalidInput("outcome", "outcome-unknown", outcome);
        }

        c.SetOutput("answer", outcome);
        c.Emit(new Answered(c.Node.Id, outcome));
        c.Complete(outcome);
        return null;
    }
}

internal sealed record Asked(int Bookmark, string Step) : IEffect;

internal sealed record Answered(string Step, string Outcome) : IEffect;
