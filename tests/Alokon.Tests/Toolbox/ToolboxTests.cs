using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alokon.Engine.Activities;
using Alokon.Host;
using Alokon.Host.Elsa;
using Alokon.Sop.Activities;
using Alokon.Sop.Workflows.Toolbox;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Toolbox;

/// <summary>The toolbox is drawn from what runs: whatever is registered is in it, with its inputs, outputs and outcomes, and nothing else.</summary>
public sealed partial class ToolboxTests
{
    // The editors that Elsa Studio 3.8.2 has.
    private static readonly string[] Hints =
    [
        "singleline", "multiline", "checkbox", "checklist", "dropdown", "radiolist", "multitext", "json-editor", "code-editor", "dictionary", "dynamic-outcomes", "http-status-codes",
        "flow-switch-editor", "switch-editor", "variable-picker", "input-picker", "output-picker", "outcome-picker", "type-picker", "workflow-definition-picker", "expression-editor",
    ];

    private static readonly string[] Groups = ["1. Penerimaan", "2. Pemeriksaan", "3. Persetujuan", "4. Barang", "5. Pelaporan", "6. Arsip", "7. Kendali alur"];

    private static readonly OfficeChoices Choices = new(
        [new("plkb", "PLKB (Sri)"), new("kabid", "Kepala Bidang KB (belum ada pejabat)")],
        [new("AMR", "Amrah · AMR")],
        ["Surat permohonan"],
        new Dictionary<string, IReadOnlyList<OutcomeOption>> { ["Alokon.Kirim"] = [new("terkirim", "Dikirim"), new("tunda", "Tunda")] });

    private static readonly JsonObject Shown = ToolboxJson.Of(Composition.Activities, Choices);

    public static TheoryData<string> Types => [.. Composition.Activities.Descriptors.Select(activity => activity.Type)];

    [Fact]
    public void Every_activity_that_runs_is_in_the_toolbox_once_and_nothing_else()
    {
        var types = Items().Select(item => item["typeName"]!.ToString()).ToList();

        Assert.Equal(Composition.Activities.Descriptors.Select(activity => activity.Type).Append("Elsa.Workflow").Order(), types.Order());
        Assert.Equal(types.Count, Shown["count"]!.GetValue<int>());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Its_inputs_outputs_and_outcomes_are_those_that_the_engine_knows(string type)
    {
        var (activity, item) = (Composition.Activities.Find(type)!.Descriptor, Item(type));
        var editors = StepEditors.Of(activity, Choices);

        Assert.Equal(activity.Inputs.Select(input => input.Name), editors.Select(editor => editor.Input).Distinct());
        Assert.Equal(editors.Select(editor => editor.Field.Name), Names(item["inputs"]));
        Assert.Equal(activity.Outputs.Select(output => output.Name), Names(item["outputs"]));
        Assert.Equal(
            activity.Outcomes.Concat(type == "Alokon.Kirim" ? ["tunda"] : []),
            item["ports"]!.AsArray().Where(port => port!["type"]!.ToString() == "Flow").Select(port => port!["name"]!.ToString()));
        Assert.Equal(activity.Embedded.Select(port => port.Name), item["ports"]!.AsArray().Where(port => port!["type"]!.ToString() == "Embedded").Select(port => port!["name"]!.ToString()));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Everything_that_an_admin_reads_is_there(string type)
    {
        var item = Item(type);

        Assert.All(new[] { "displayName", "description", "category" }, name => Assert.NotEqual("", item[name]!.ToString()));
        Assert.Contains(Groups, group => item["category"]!.ToString() is var category && (category == group || (category.StartsWith(group + ": ", StringComparison.Ordinal) && group == Groups[^1])));
        Assert.All(item["ports"]!.AsArray(), port => Assert.NotEqual("", port!["displayName"]!.ToString()));
        Assert.All(item["outputs"]!.AsArray().Concat(item["inputs"]!.AsArray()), field =>
        {
            Assert.NotEqual("", field!["displayName"]!.ToString());
            Assert.NotEqual("", field["description"]!.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_input_has_an_editor_that_Studio_has_and_what_that_editor_needs(string type) =>
        Assert.All(Item(type)["inputs"]!.AsArray(), field =>
        {
            var hint = field!["uiHint"]!.ToString();
            Assert.Contains(hint, Hints);
            Assert.True(
                hint switch
                {
                    "dropdown" => field["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray().Count > 0,
                    "checklist" => field["uiSpecifications"]!["checklist"]!["checkList"]!["items"]!.AsArray().Count > 0,
                    _ => true,
                },
                $"{type}.{field["name"]} offers nothing");
        });

    /// <summary>An input that the engine reads and nobody declares could not be drawn, and would be coerced to nothing.</summary>
    [Fact]
    public void Every_input_that_an_activity_reads_is_declared_by_an_activity()
    {
        var declared = Composition.Activities.Descriptors.SelectMany(activity => activity.Inputs).Select(input => input.Name).ToHashSet();
        var folders = new[] { "src/Alokon.Engine/Activities", "src/Alokon.Sop/Activities" };
        var read = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Given.Root, folder), "*.cs")).SelectMany(file => Reading().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains("role", read);
        Assert.Contains("timeSpan", read);
        Assert.Empty(read.Except(declared));
    }

    [Fact]
    public void Steps_have_drawings_of_their_own()
    {
        var drawings = File.ReadAllText(Path.Combine(Given.Root, "src/Alokon.Host/Pages/Assets/studio-icons.js"));

        Assert.All(SopActivities.Steps, step => Assert.Contains($"\"{Item(step.Type)["customProperties"]!["Alokon:icon"]}\": \"M", drawings));
        Assert.Equal(SopActivities.Steps.Count, SopActivities.Steps.Select(step => step.Icon).Distinct().Count());
    }

    [Fact]
    public void Roles_papers_and_documents_are_chosen_from_the_office()
    {
        var inputs = Item("Alokon.TerimaUsulan")["inputs"]!.AsArray().ToDictionary(field => field!["name"]!.ToString(), field => field!);

        Assert.Equal(["PLKB (Sri)", "Kepala Bidang KB (belum ada pejabat)"], inputs["role"]["uiSpecifications"]!["dropdown"]!["selectList"]!["items"]!.AsArray().Select(o => o!["text"]!.ToString()));
        Assert.Equal(["Surat permohonan"], inputs["kelengkapan"]["uiSpecifications"]!["checklist"]!["checkList"]!["items"]!.AsArray().Select(o => o!["value"]!.ToString()));
        Assert.Equal(["AMR"], inputs["terbitLengkap"]["uiSpecifications"]!["checklist"]!["checkList"]!["items"]!.AsArray().Select(o => o!["value"]!.ToString()));
        Assert.Equal("Dokumen terbit: Lengkap, terima", inputs["terbitLengkap"]["displayName"]!.ToString());
    }

    private static JsonObject Item(string type) => Items().Single(item => item["typeName"]!.ToString() == type);

    private static IEnumerable<JsonObject> Items() => Shown["items"]!.AsArray().Select(item => item!.AsObject());

    private static IEnumerable<string> Names(JsonNode? fields) => fields!.AsArray().Select(field => field!["name"]!.ToString());

    [GeneratedRegex(@"\.(?:Input(?:Json)?(?:<[^(]*>)?|EvaluateWith|SpanOf)\((?:c, )?""(\w+)""")]
    private static partial Regex Reading();
}
