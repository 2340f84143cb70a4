using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>One activity of a definition. Shared by all instances that run the definition: never changed after parsing.</summary>
/// <param name="ports">Embedded activities by the member that holds them: <c>activities</c>, <c>then</c>, <c>body</c>, <c>cases[0]</c> …</param>
/// <param name="within">The key of the composite that this node was put into; empty for a node of the definition itself.</param>
public sealed class ActivityNode(JsonObject json, IReadOnlyDictionary<string, IReadOnlyList<ActivityNode>> ports, string within = "")
{
    /// <summary>Between the key of a composite and the id of what is inside it, as in Elsa's node ids.</summary>
    internal const string Inside = ":";

    private readonly ConcurrentDictionary<Type, object> _derived = new();

    /// <summary>Unique in the definition.</summary>
    public string Id { get; } = json["id"]?.ToString() ?? "";

    /// <summary>Unique in everything that an instance runs: the id, behind the composite's key where the node is inside one.</summary>
    public string Key { get; } = within.Length == 0 ? json["id"]?.ToString() ?? "" : within + Inside + json["id"];

    /// <summary>The workflow that this activity runs inside itself; none for every other activity.</summary>
    internal Callee? Callee { get; init; }

    public string Type { get; } = json["type"]?.ToString() ?? "";

    public string Name { get; } = json["name"]?.ToString() ?? "";

    public int Version { get; } = json["version"] is JsonValue value && value.TryGetValue(out int version) ? version : 1;

    /// <summary>The node as the definition has it; member names are found whatever their case.</summary>
    public JsonObject Json { get; } = json;

    public JsonObject CustomProperties { get; } = json["customProperties"] as JsonObject ?? [];

    public IReadOnlyDictionary<string, IReadOnlyList<ActivityNode>> Ports { get; } = ports;

    /// <summary>What a container declares for what is inside it.</summary>
    public IReadOnlyList<VariableDeclaration> Variables { get; init; } = VariableDeclaration.ReadAll(json["variables"]);

    /// <summary>What the designer shows under the icon, or the name, or the id.</summary>
    public string DisplayText => Text(Json["metadata"]?["displayText"]) ?? (Name.Length > 0 ? Name : Id);

    public IReadOnlyList<ActivityNode> Port(string name) => Ports.TryGetValue(name, out var children) ? children : [];

    /// <summary>This node and everything embedded in it.</summary>
    public IEnumerable<ActivityNode> Tree() => Ports.Values.SelectMany(children => children).SelectMany(child => child.Tree()).Prepend(this);

    /// <summary>This node, or something embedded in it, has this key.</summary>
    public bool Contains(string id) => Key == id || Ports.Values.Any(children => children.Any(child => child.Contains(id)));

    /// <summary>Something computed from the node alone, once (the graph of a flowchart).</summary>
    internal T Derived<T>(Func<ActivityNode, T> make)
        where T : class => (T)_derived.GetOrAdd(typeof(T), _ => make(this));

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
