using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Says that something happened. Who waits for it hears of it after the commit.</summary>
public sealed class PublishEvent : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.PublishEvent",
        "Umumkan peristiwa",
        "Kendali alur: program lain",
        "Mengumumkan peristiwa kepada alur yang menunggunya.",
        [
            new("eventName", "String", "Nama peristiwa", "Persis seperti yang ditunggu.", "singleline", null, ""),
            new("correlationId", "String", "Nomor pertalian", "Hanya alur dengan nomor ini yang mendengar; kosong = semua", "singleline", null, ""),
            new("isLocalEvent", "Boolean", "Hanya alur ini", "Hanya cabang lain dari alur ini yang mendengar", "checkbox", "false", ""),
            new("payload", "Object", "Isi", "Dikirim bersama peristiwa", "json-editor", null, ""),
        ],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var name = c.Input<string>("eventName") is { Length: > 0 } given ? given : throw new ExpressionFault($"Expected input 'eventName' of '{c.Node.Id}' to name an event, but it is empty");
        var correlation = c.Input<string>("correlationId");
        c.Emit(new PublishStimulus(
            Event.Type, name, c.InputJson("payload"), string.IsNullOrEmpty(correlation) ? null : correlation, c.Input<bool>("isLocalEvent") ? c.Source.Instance : null));
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
