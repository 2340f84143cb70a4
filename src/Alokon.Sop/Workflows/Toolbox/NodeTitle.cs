using System.Text.Json.Nodes;
using Alokon.Engine.Activities;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>
/// What an activity is called. Studio shows its technical name, which scripts use; an admin wants to see the step. So the name becomes the title on
/// the way out and the name again on the way in, and title and name of a step that were the same stay the same.
/// </summary>
internal static class NodeTitle
{
    /// <summary>Where it stands, among the metadata, what was shown; an activity without it is new.</summary>
    private const string Shown = "alokon";

    private const string Metadata = "metadata";
    private const string Name = "name";
    private const string Title = "displayText";
    private const string Label = "label";

    public static bool IsNew(JsonObject node) => node[Metadata]?[Shown] is null;

    public static void Show(JsonObject node)
    {
        var name = Text(node[Name]);
        var title = Text(node[Metadata]?[Title]);
        var metadata = Member(node, Metadata);
        metadata[Shown] = new JsonObject { [Name] = name, [Title] = title, [Label] = LabelOf(node) };
        if (title.Length > 0 && (name.Length == 0 || name == Text(node["id"])))
        {
            node[Name] = title;
        }
    }

    public static void Store(JsonObject node, ActivityDescriptor? activity)
    {
        var metadata = Member(node, Metadata);
        var label = LabelOf(node);
        if (metadata[Shown] is not JsonObject shown)
        {
            if (Text(metadata[Title]).Length == 0 && activity is not null)
            {
                metadata[Title] = IsGenerated(Text(node[Name]), activity) ? label.Length > 0 ? label : activity.DisplayName : Text(node[Name]);
            }

            return;
        }

        metadata.Remove(Shown);
        var (name, before, labelBefore) = (Text(shown[Name]), Text(shown[Title]), Text(shown[Label]));
        var title = Text(metadata[Title]);
        if (before.Length > 0 && (name.Length == 0 || name == Text(node["id"])))
        {
            // Whoever changes the name in the designer changes what stands on the box.
            title = Text(node[Name]) is { Length: > 0 } renamed && renamed != before ? renamed : title;
            node[Name] = name.Length > 0 ? name : null;
        }

        Settle(node, metadata, (title, label), (before, labelBefore));
    }

    private static void Settle(JsonObject node, JsonObject metadata, (string Title, string Label) now, (string Title, string Label) before)
    {
        var together = before.Title == before.Label && before.Label.Length > 0;
        var title = together && now.Title == before.Title && now.Label.Length > 0 ? now.Label : now.Title;
        if (title != Text(metadata[Title]))
        {
            metadata[Title] = title;
        }

        if (together && now.Title != before.Title && now.Label == before.Label)
        {
            node[Label] = DrawnInput.Literal("String", now.Title);
        }
    }

    private static bool IsGenerated(string name, ActivityDescriptor activity)
    {
        var type = activity.Type[(activity.Type.LastIndexOf('.') + 1)..];
        return name.Length == 0 || (name.StartsWith(type, StringComparison.Ordinal) && name[type.Length..].All(char.IsAsciiDigit));
    }

    private static string LabelOf(JsonObject node) => new FieldReading(node, "").Text(Label);

    private static string Text(JsonNode? value) => value is JsonValue text ? text.ToString() : "";

    private static JsonObject Member(JsonObject node, string name)
    {
        if (node[name] is not JsonObject member)
        {
            node[name] = member = [];
        }

        return member;
    }
}
