using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Says that the case cannot go on this way: becomes an incident.</summary>
internal sealed class Fault : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Fault",
        "Nyatakan kendala",
        "Kendali alur",
        "Menghentikan jalan ini dengan sebuah kendala yang harus ditangani.",
        [
            new("code", "String", "Kode", "Kode kendala.", "singleline", null, ""),
            new("category", "String", "Golongan", "Bagian mana yang berkendala.", "singleline", null, ""),
            new("faultType", "String", "Jenis", "Misalnya System, Business, Integration.", "singleline", null, ""),
            new("message", "String", "Pesan", "Apa yang terjadi dan apa yang harus dilakukan.", "multiline", null, ""),
        ],
        [],
        []);

    public Refusal? Execute(ActivityContext c) => throw new ActivityFault(
        Given(c, "code") ?? "0",
        Given(c, "category") ?? "General",
        Given(c, "faultType") ?? "System",
        Given(c, "message") ?? $"'{c.Node.Id}' says that the case cannot go on");

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    private static string? Given(ActivityContext c, string name) => c.Input<string>(name) is { Length: > 0 } text ? text : null;
}
