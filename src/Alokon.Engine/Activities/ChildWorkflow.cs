using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>What the activities that start other workflows have in common.</summary>
internal static class ChildWorkflow
{
    /// <summary>Bookmarks of this name wait for a child; the payload names it.</summary>
    public const string Bookmark = "Alokon.Child";

    public const string Category = "Kendali alur: alur lain";

    public static InputDescriptor DefinitionInput { get; } =
        new("workflowDefinitionId", "String", "Alur", "Alur kerja yang dijalankan.", "workflow-definition-picker", null, "");

    public static InputDescriptor CorrelationInput { get; } =
        new("correlationId", "String", "Kunci korelasi", "Yang mengikat alur itu dengan alur ini.", "singleline", null, "");

    public static InputDescriptor GivenInput { get; } =
        new("input", "Object", "Masukan", "Masukan untuk alur itu.", "json-editor", null, "");

    public static InputDescriptor Waits(string standard) =>
        new("waitForCompletion", "Boolean", "Tunggu selesai", "Menunggu sampai alur itu berakhir.", "checkbox", standard, "");

    /// <param name="waits">Whether this activity waits for the child's end.</param>
    public static Guid Start(ActivityContext c, JsonObject input, string? correlationId, bool waits)
    {
        var definitionId = c.Input<string>("workflowDefinitionId");
        if (string.IsNullOrWhiteSpace(definitionId))
        {
            throw new ExpressionFault($"Expected '{c.Node.Id}' to name a workflow, but it names none");
        }

        var child = c.NextGuid();
        input["ParentInstanceId"] = c.Source.Instance.ToString();
        var bookmark = waits ? c.CreateBookmark(Bookmark, child.ToString()) : (int?)null;
        c.Emit(new StartChild(child, definitionId, input, correlationId, bookmark));
        return child;
    }

    public static JsonObject Given(ActivityContext c) => c.InputJson("input") as JsonObject ?? [];

    public static bool Waits(ActivityContext c) => c.Input<bool?>("waitForCompletion") ?? false;
}
