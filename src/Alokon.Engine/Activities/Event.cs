using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Waits for an event by its name; as a trigger it starts a case at every such event.</summary>
public sealed class Event : IActivity
{
    public const string Type = "Elsa.Event";

    /// <summary>Where a trigger finds what started its instance.</summary>
    public const string TriggerProperty = "stimulus";

    public ActivityDescriptor Descriptor { get; } = new(
        Type,
        "Peristiwa",
        "Kendali alur: program lain",
        "Menunggu peristiwa dengan nama ini. Sebagai pemicu: memulai alur setiap kali peristiwa itu terjadi.",
        [new("eventName", "String", "Nama peristiwa", "Persis seperti yang diumumkan", "singleline", null, "")],
        [new("result", "Object", "Isi", "Yang dikirim bersama peristiwa")],
        ["Done"])
    {
        IsTrigger = true,
    };

    public Refusal? Execute(ActivityContext c)
    {
        if (c.IsTrigger)
        {
            return Receive(c, c.Properties[TriggerProperty]?["payload"]);
        }

        var name = c.Input<string>("eventName") is { Length: > 0 } given ? given : throw new ExpressionFault($"Expected input 'eventName' of '{c.Node.Id}' to name an event, but it is empty");
        c.Emit(new AwaitStimulus(c.CreateBookmark(Type, new JsonObject { ["eventName"] = name }), Type, name, new() { ["eventName"] = name }));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => Receive(c, stimulus["payload"]);

    private static Refusal? Receive(ActivityContext c, JsonNode? payload)
    {
        c.SetOutput("result", payload);
        c.Complete();
        return null;
    }
}
