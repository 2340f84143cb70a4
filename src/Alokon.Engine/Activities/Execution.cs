using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>One run of one activity that has not ended yet. The same node may run several times, one after the other or beside each other.</summary>
/// <param name="id">A counter inside the instance: the same case gives the same numbers when it is replayed.</param>
/// <param name="parent">The container that scheduled it; none for the root.</param>
/// <param name="state">What the activity keeps between bursts.</param>
/// <param name="variables">Variables declared by this container, by id.</param>
internal sealed class Execution(int id, ActivityNode node, Execution? parent, JsonObject state, JsonObject variables)
{
    public int Id { get; } = id;

    public ActivityNode Node { get; } = node;

    public Execution? Parent { get; } = parent;

    public JsonObject State { get; } = state;

    public JsonObject Variables { get; } = variables;

    /// <summary>Variables that nobody declares, by name: what a loop hands to one turn of its body.</summary>
    public JsonObject? Locals { get; init; }

    /// <summary>By which the container knows this run among others of the same node.</summary>
    public JsonNode? Tag { get; init; }

    /// <summary>Entered over a backward connection: its completion is no new visit of the flowchart.</summary>
    public bool Backward { get; init; }

    /// <summary>The trigger that started the instance, on its first run: what it waits for has already happened.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Failed, and stays open so that it can be tried again: its container does not complete meanwhile.</summary>
    public bool Faulted { get; set; }

    /// <summary>Inputs and outputs of this burst that the journal may show; none in most cases.</summary>
    public JsonObject? Shown { get; private set; }

    public void Show(string kind, string name, JsonNode? value)
    {
        Shown ??= [];
        if (Shown[kind] is not JsonObject values)
        {
            Shown[kind] = values = [];
        }

        values[name] = value?.DeepClone();
    }

    /// <summary>Completed or cancelled.</summary>
    public bool Ended { get; set; }
}

/// <summary>Something waits here for the world. <paramref name="Id"/> is a counter inside the instance.</summary>
internal sealed record Bookmark(int Id, Execution Execution, string Name, JsonNode? Payload);

/// <summary>An activity that will run in this burst.</summary>
internal sealed record WorkItem(ActivityNode Node, Execution? Parent, bool Backward)
{
    public JsonNode? Tag { get; init; }

    public JsonObject? Locals { get; init; }
}
