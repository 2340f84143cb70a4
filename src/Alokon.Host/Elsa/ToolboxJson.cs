using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Sop.Workflows.Toolbox;

namespace Alokon.Host.Elsa;

/// <summary>The activities as Elsa Studio's toolbox and panel read them. Everything in it comes from the registry that also runs them.</summary>
internal static class ToolboxJson
{
    /// <summary>The way through an SOP; Studio sorts by letters.</summary>
    private static readonly string[] Groups = ["Penerimaan", "Pemeriksaan", "Persetujuan", "Barang", "Pelaporan", "Arsip", "Kendali alur"];

    public static JsonObject Of(ActivityRegistry registry, OfficeChoices choices)
    {
        var items = registry.Descriptors.Select(activity => Activity(activity, choices)).Append(Workflow()).ToList();
        return new JsonObject { ["items"] = new JsonArray([.. items]), ["count"] = items.Count };
    }

    public static string Group(string category) =>
        Array.FindIndex(Groups, group => category == group || category.StartsWith(group + ":", StringComparison.Ordinal)) is var index and >= 0 ? $"{index + 1}. {category}" : category;

    private static JsonObject Activity(ActivityDescriptor activity, OfficeChoices choices)
    {
        var (space, name) = Split(activity.Type);
        return new JsonObject
        {
            ["typeName"] = activity.Type,
            ["namespace"] = space,
            ["name"] = name,
            ["version"] = 1,
            ["category"] = Group(activity.Category),
            ["displayName"] = activity.DisplayName,
            ["description"] = activity.Description,
            ["kind"] = activity.IsTrigger ? "Trigger" : "Action",
            ["inputs"] = new JsonArray([.. StepEditors.Of(activity, choices).Select((editor, order) => Input(activity, editor, order))]),
            ["outputs"] = new JsonArray([.. activity.Outputs.Select(Output)]),
            ["ports"] = new JsonArray([.. Ports(activity, choices)]),
            ["customProperties"] = new JsonObject { ["Alokon:icon"] = activity.Icon },
            ["constructionProperties"] = new JsonObject(),
            ["isContainer"] = activity.Type == "Elsa.Flowchart",
            ["isBrowsable"] = activity.IsOffered,
            ["isStart"] = activity.Type == "Elsa.Start",
            ["isTerminal"] = activity.IsTerminal,
        };
    }

    private static IEnumerable<JsonNode> Ports(ActivityDescriptor activity, OfficeChoices choices) =>
    [
        .. StepEditors.Outcomes(activity, choices).Select(outcome => Port(outcome.Value, outcome.Text, "Flow")),
        .. activity.Embedded.Select(port => Port(JsonNamingPolicy.CamelCase.ConvertName(port.Name), port.DisplayName, "Embedded")),
    ];

    private static JsonObject Port(string name, string title, string type) => new() { ["name"] = name, ["displayName"] = title, ["type"] = type, ["isBrowsable"] = true };

    private static JsonNode Input(ActivityDescriptor activity, StepEditor editor, int order)
    {
        var field = editor.Field;
        return new JsonObject
        {
            ["name"] = field.Name,
            ["typeName"] = field.TypeName,
            ["displayName"] = field.DisplayName,
            ["description"] = field.Description,
            ["order"] = order,
            ["category"] = field.Category,
            ["uiHint"] = field.UiHint,
            ["uiSpecifications"] = Specification(activity, editor),
            ["defaultValue"] = field.Default,
            ["defaultSyntax"] = field.UiHint is "checklist" or "multitext" or "dynamic-outcomes" ? "Object" : "Literal",
            ["isWrapped"] = field.IsWrapped,
            ["isBrowsable"] = true,
            ["isSerializable"] = true,
            ["isSynthetic"] = false,
            ["isReadOnly"] = editor.IsReadOnly,
            ["isSensitive"] = false,
            ["autoEvaluate"] = true,
            ["storageDriverType"] = null,
        };
    }

    private static JsonObject? Specification(ActivityDescriptor activity, StepEditor editor) => editor.Field.UiHint switch
    {
        "dropdown" => new() { ["dropdown"] = new JsonObject { ["selectList"] = Items(editor.Field, "selectList"), ["providerName"] = null } },
        "checklist" => new() { ["checklist"] = new JsonObject { ["checkList"] = Items(editor.Field, "checkList") } },
        "radiolist" => new() { ["radiolist"] = new JsonObject { ["radioList"] = Items(editor.Field, "radioList") } },
        "json-editor" => new() { ["code-editor"] = new JsonObject { ["language"] = "json" } },
        "code-editor" => new() { ["code-editor"] = new JsonObject { ["language"] = "javascript" } },
        // Branches take the place of the one way on; everywhere else the ways that are always there stay.
        "dynamic-outcomes" when activity.Type != "Elsa.FlowFork" => new() { ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = new JsonArray([.. activity.Outcomes.Select(outcome => (JsonNode?)outcome)]) } },
        _ => null,
    };

    private static JsonObject Items(InputDescriptor field, string kind) => new()
    {
        ["items"] = new JsonArray([.. field.Options.Select(option => (JsonNode)(kind == "checkList"
            ? new JsonObject { ["text"] = option.Text, ["value"] = option.Value, ["isChecked"] = false }
            : new JsonObject { ["text"] = option.Text, ["value"] = option.Value }))]),
        ["isFlagsEnum"] = false,
    };

    private static JsonNode Output(OutputDescriptor output, int order) => new JsonObject
    {
        ["name"] = output.Name,
        ["typeName"] = output.TypeName,
        ["displayName"] = output.DisplayName,
        ["description"] = output.Description,
        ["order"] = order,
        ["isBrowsable"] = true,
        ["isSynthetic"] = false,
    };

    /// <summary>Studio asks for the type of the whole, which nobody draws.</summary>
    private static JsonNode Workflow() => new JsonObject
    {
        ["typeName"] = "Elsa.Workflow",
        ["namespace"] = "Elsa",
        ["name"] = "Workflow",
        ["version"] = 1,
        ["category"] = Group("Kendali alur"),
        ["displayName"] = "Alur kerja",
        ["description"] = "Seluruh alur kerja.",
        ["kind"] = "Action",
        ["inputs"] = new JsonArray(),
        ["outputs"] = new JsonArray(),
        ["ports"] = new JsonArray(Port("root", "Isi", "Embedded")),
        ["customProperties"] = new JsonObject(),
        ["constructionProperties"] = new JsonObject(),
        ["isContainer"] = true,
        ["isBrowsable"] = false,
        ["isStart"] = false,
        ["isTerminal"] = false,
    };

    private static (string Space, string Name) Split(string type) => type.LastIndexOf('.') is var dot and > 0 ? (type[..dot], type[(dot + 1)..]) : ("", type);
}
