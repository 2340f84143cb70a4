using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>
/// A definition on its way to the designer and back. What comes back is brought to the form of the files: texts to the declared type, missing types and
/// defaults filled in, fields put together. A definition that was looked at and not changed says the same as before. Pure.
/// </summary>
public static class DrawnDefinition
{
    // Visual or free-form members: nothing in them is an activity, even if it looks like one.
    private static readonly string[] NoActivities = ["customProperties", "metadata", "connections", "variables", "start"];

    /// <summary>What must be said by whoever draws: no default is written for it.</summary>
    private static readonly string[] NoDefault = [StandardPart.Input, OutcomesPart.Input];

    /// <param name="definition">Read without regard to the case of members; changed in place.</param>
    public static void Show(JsonObject definition, ActivityRegistry registry)
    {
        foreach (var node in Nodes(definition["root"]))
        {
            if (Find(node, registry) is { } activity)
            {
                foreach (var input in activity.Inputs.Where(input => input.IsWrapped && node[input.Name] is not null))
                {
                    Replace(node, input.Name, DrawnInput.Shown(input, node[input.Name]));
                }
            }

            NodeTitle.Show(node);
            if (StepEditors.StepOf(TypeOf(node)) is { } step)
            {
                StepParts.Show(node, step);
            }
        }
    }

    /// <returns>Refused with every field that cannot be read, each named by the title of its activity.</returns>
    public static Outcome<Done> Store(JsonObject definition, ActivityRegistry registry)
    {
        var errors = new List<FieldError>();
        foreach (var node in Nodes(definition["root"]))
        {
            var activity = Find(node, registry);
            var isNew = NodeTitle.IsNew(node);
            if (StepEditors.StepOf(TypeOf(node)) is { } step)
            {
                var fields = new FieldReading(node, TitleOf(node));
                StepParts.Store(node, fields, step);
                errors.AddRange(fields.Errors);
            }

            foreach (var input in activity?.Inputs ?? [])
            {
                Store(node, input, isNew, errors);
            }

            NodeTitle.Store(node, activity);
        }

        return errors.Count > 0 ? new InvalidInput(errors) : new Done();
    }

    private static void Store(JsonObject node, InputDescriptor input, bool isNew, List<FieldError> errors)
    {
        try
        {
            Replace(node, input.Name, DrawnInput.Stored(input, node[input.Name]) ?? (isNew ? Default(input) : null));
        }
        catch (ExpressionFault)
        {
            errors.Add(new FieldError($"{TitleOf(node)}.{input.Name}", "drawn-input-malformed", TitleOf(node), input.DisplayName, Example(input)));
        }
    }

    private static JsonObject? Default(InputDescriptor input) =>
        input.Default is null || !input.IsWrapped || NoDefault.Contains(input.Name) ? null
        : input.TypeName == "Object" ? DrawnInput.Object(input.TypeName, JsonNode.Parse(input.Default)!)
        : DrawnInput.Literal(input.TypeName, Coercion.To(input.TypeName, JsonValue.Create(input.Default)));

    private static string Example(InputDescriptor input) => input.TypeName switch
    {
        "Boolean" => "true atau false",
        "TimeSpan" => "00:30:00",
        "DateTimeOffset" or "DateTime" => "2026-12-01T08:00:00+07:00",
        "Object" => "JSON yang benar",
        _ => "bilangan bulat",
    };

    private static void Replace(JsonObject node, string name, JsonNode? value)
    {
        if (value is null)
        {
            node.Remove(name);
        }
        else if (value.Parent != node)
        {
            node[name] = value;
        }
    }

    private static ActivityDescriptor? Find(JsonObject node, ActivityRegistry registry) => registry.Find(TypeOf(node))?.Descriptor;

    private static string TypeOf(JsonObject node) => node["type"]!.ToString(); // it is an activity

    private static string TitleOf(JsonObject node) =>
        new[] { node["metadata"]?["displayText"], node["name"], node["id"] }.Select(text => text?.ToString()).First(text => !string.IsNullOrEmpty(text))!; // it has an id

    private static IEnumerable<JsonObject> Nodes(JsonNode? from) => from switch
    {
        JsonObject node when IsActivity(node) => node.Where(member => !NoActivities.Contains(member.Key, StringComparer.OrdinalIgnoreCase)).ToList().SelectMany(member => Nodes(member.Value)).Prepend(node),
        JsonObject option when option["activity"] is JsonObject inner && IsActivity(inner) => Nodes(inner),
        JsonArray items => items.ToList().SelectMany(Nodes),
        _ => [],
    };

    private static bool IsActivity(JsonObject json) =>
        json["type"] is JsonValue && json["id"] is JsonValue && !json.ContainsKey("expression") && !json.ContainsKey("typeName");
}
