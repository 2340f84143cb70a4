using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Host.Elsa;

/// <summary>
/// The toolbox: every activity as Studio draws it, with its ports and the editors of its inputs. Content of the toolbox belongs here
/// (groups, help texts, pickers of the office); the door that serves it is <see cref="DescriptorEndpoints"/>.
/// </summary>
internal static class ActivityDescriptors
{
    public static JsonArray All(ActivityRegistry registry) =>
        [.. registry.Descriptors.Select(Of).Append(Workflow())];

    private static JsonNode Of(ActivityDescriptor activity) => new JsonObject
    {
        ["typeName"] = activity.Type,
        ["namespace"] = activity.Type.Split('.')[0],
        ["name"] = activity.Type.Split('.')[^1],
        ["version"] = 1,
        ["category"] = activity.Category,
        ["displayName"] = activity.DisplayName,
        ["description"] = activity.Description,
        ["kind"] = "Action",
        ["ports"] = new JsonArray([.. activity.Outcomes.Select(Port)]),
        ["inputs"] = new JsonArray([.. activity.Inputs.Select(Input)]),
        ["outputs"] = new JsonArray([.. activity.Outputs.Select(Output)]),
        ["customProperties"] = new JsonObject(),
        ["constructionProperties"] = new JsonObject(),
        ["isContainer"] = activity.Type is "Elsa.Flowchart" or "Elsa.Sequence",
        ["isBrowsable"] = activity.Type is not "Elsa.Flowchart",
        ["isStart"] = activity.Type is "Elsa.Start",
        ["isTerminal"] = activity.IsTerminal,
    };

    private static JsonObject Workflow() => new()
    {
        ["typeName"] = "Elsa.Workflow",
        ["namespace"] = "Elsa",
        ["name"] = "Workflow",
        ["version"] = 1,
        ["category"] = "Workflows",
        ["displayName"] = "Alur",
        ["description"] = "Alur kerja seutuhnya.",
        ["kind"] = "Action",
        ["ports"] = new JsonArray(),
        ["inputs"] = new JsonArray(),
        ["outputs"] = new JsonArray(),
        ["customProperties"] = new JsonObject(),
        ["constructionProperties"] = new JsonObject(),
        ["isContainer"] = true,
        ["isBrowsable"] = false,
        ["isStart"] = false,
        ["isTerminal"] = false,
    };

    private static JsonNode Port(string name) => new JsonObject { ["name"] = name, ["displayName"] = name, ["type"] = "Flow", ["isBrowsable"] = true };

    private static JsonNode Input(InputDescriptor input, int order) => new JsonObject
    {
        ["name"] = char.ToUpperInvariant(input.Name[0]) + input.Name[1..],
        ["typeName"] = input.TypeName,
        ["displayName"] = input.DisplayName,
        ["description"] = input.Description,
        ["order"] = order,
        ["category"] = input.Category,
        ["uiHint"] = input.UiHint,
        ["uiSpecifications"] = null,
        ["defaultValue"] = input.Default,
        ["defaultSyntax"] = input.UiHint == "json-editor" ? "Object" : "Literal",
        ["isWrapped"] = true,
        ["isBrowsable"] = true,
        ["isReadOnly"] = false,
        ["isSensitive"] = false,
        ["isSynthetic"] = false,
        ["isSerializable"] = true,
        ["autoEvaluate"] = true,
        ["storageDriverType"] = null,
    };

    private static JsonNode Output(OutputDescriptor output) => new JsonObject
    {
        ["name"] = char.ToUpperInvariant(output.Name[0]) + output.Name[1..],
        ["typeName"] = output.TypeName,
        ["displayName"] = output.DisplayName,
        ["description"] = output.Description,
        ["isBrowsable"] = true,
        ["isSynthetic"] = false,
    };
}
