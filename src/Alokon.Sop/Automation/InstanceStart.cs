using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Definitions;
using Alokon.Engine.Running;
using Alokon.Sop.Cases;
using Alokon.Sop.Requests;

namespace Alokon.Sop.Automation;

/// <summary>An instance that no officer asks for: begun by a trigger or by another workflow. One with SOP steps becomes a case with everything that belongs to it.</summary>
public sealed class InstanceStart(UnitOfWork work, WorkflowRunner workflows, DefinitionStore definitions, ActivityRegistry registry, CaseOpening cases)
{
    /// <summary>What the workflow finds of the trigger among the input of a case, beside what came with the stimulus.</summary>
    private const string InputProperty = "Alokon:input";

    private static readonly Performer Itself = new(Guid.Empty, "Sistem", null, null, "Pemicu otomatis", "definitif", null);

    /// <returns>Null also where the definition's activation strategy lets no other begin.</returns>
    public async Task<Refusal?> ByTriggerAsync(JsonObject message, CancellationToken ct)
    {
        var (id, correlation) = (DefinitionOf(message), message["correlationId"]?.GetValue<string>());
        if (await definitions.FindPublishedAsync(work, id, ct) is not { } definition)
        {
            // Retracted meanwhile: what is not in force starts nothing.
            return null;
        }

        var trigger = message["trigger"]!.GetValue<string>();
        if (!definition.Nodes.TryGetValue(trigger, out var node) || !await Activation.MayStartAsync(work, definition, correlation, ct))
        {
            return null;
        }

        var stimulus = message["stimulus"]!.AsObject();
        var input = (node.CustomProperties[InputProperty] as JsonObject)?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in stimulus["payload"] is JsonObject payload ? InputIn(payload) : [])
        {
            input[name] = value?.DeepClone();
        }

        return await BeginAsync(new(definition, Ids.New(), input, new() { [Event.TriggerProperty] = stimulus.DeepClone() }, trigger, correlation), ct);
    }

    public async Task<Refusal?> ChildAsync(Guid child, JsonObject message, CancellationToken ct)
    {
        if (await definitions.FindPublishedAsync(work, DefinitionOf(message), ct) is not { } definition)
        {
            return new DefinitionRefusal.NotFound(DefinitionOf(message));
        }

        var properties = new JsonObject { ["parentInstanceId"] = message["parent"]?.DeepClone() };
        return await BeginAsync(new(definition, child, message["input"]!.DeepClone().AsObject(), properties, null, message["correlationId"]?.GetValue<string>()), ct);
    }

    private async Task<Refusal?> BeginAsync(Beginning beginning, CancellationToken ct) =>
        beginning.Definition.Root.Tree().Any(n => registry.Find(n.Type)?.Descriptor is { } descriptor && NodeReading.IsStep(descriptor) && n.Type.StartsWith("Alokon.", StringComparison.Ordinal))
            ? (await cases.OpenAsync(beginning, _ => Itself, ct)).Refusal
            : (await workflows.StartAsync(
                work, beginning.Definition.DefinitionId, beginning.Instance, beginning.Input, beginning.Properties, beginning.Trigger, beginning.CorrelationId, ct)).Refusal;

    /// <summary>An HTTP call brings its input as its content, an event as its payload.</summary>
    private static JsonObject InputIn(JsonObject payload) => payload["content"] as JsonObject ?? payload;

    private static string DefinitionOf(JsonObject message) => message["definitionId"]!.GetValue<string>();
}
