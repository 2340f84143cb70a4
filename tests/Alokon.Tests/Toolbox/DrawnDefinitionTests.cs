using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Host;
using Alokon.Host.Texts;
using Alokon.Sop.Workflows.Toolbox;
using Alokon.Tests.Engine;
using Xunit;

namespace Alokon.Tests.Toolbox;

/// <summary>What Studio writes back is brought to the form of the files, in whatever spelling its editors have.</summary>
public sealed class DrawnDefinitionTests
{
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    [Fact]
    public void A_definition_that_was_looked_at_and_not_changed_is_letter_by_letter_as_before()
    {
        var before = Parse(Given.Grobogan);
        var definition = Parse(Given.Grobogan);
        DrawnDefinition.Show(definition, Composition.Activities);
        var seen = Parse(definition.ToJsonString());

        Assert.False(JsonNode.DeepEquals(before, seen));
        Assert.Null(DrawnDefinition.Store(seen, Composition.Activities).Refusal);
        Assert.True(JsonNode.DeepEquals(before, seen), seen.ToJsonString());
    }

    [Fact]
    public void Studio_sees_the_title_of_a_step_and_its_time_standard_in_fields()
    {
        var step = Shown("rekomendasi");

        Assert.Equal("Merekomendasi pengajuan amrah ke DP3AKB", step["name"]!.ToString());
        Assert.Equal(("workingMinutes", "20", "rekomendasi-disposisi"), (step["standardKind"]!.ToString(), step["standardAmount"]!.ToString(), step["standardBudget"]!.ToString()));
        Assert.Equal("20 menit kerja (dipakai bersama satu jatah)", step["standardText"]!.ToString());
        Assert.Equal("""["REKOM"]""", step["terbitSetujuSebagian"]!.ToJsonString());
        Assert.StartsWith("setuju: Rekomendasikan seluruhnya\n", step["keputusan"]!.ToString());
    }

    [Theory]
    [InlineData("standardAmount", "\"3\"", """{"kind":"workingDays","amount":3}""")]
    [InlineData("standardAmount", "3", """{"kind":"workingDays","amount":3}""")]
    [InlineData("standardAmount", """{"typeName":null,"expression":{"type":"Literal","value":"3"},"memoryReference":null}""", """{"kind":"workingDays","amount":3}""")]
    [InlineData("standardAmount", "\"\"", """{"kind":"workingDays"}""")]
    [InlineData("standardKind", "\"byZone\"", """{"kind":"byZone","amount":2}""")]
    [InlineData("standardZones", "\"1: 120\\r\\n2:240\"", """{"kind":"workingDays","amount":2,"zones":{"1":120,"2":240}}""")]
    [InlineData("standardBudget", "\"bersama\"", """{"kind":"workingDays","amount":2,"budget":"bersama"}""")]
    public void A_time_standard_is_put_together_from_its_fields(string field, string written, string standard) =>
        Same(standard, Object(Changed("terima", step => step[field] = JsonNode.Parse(written)), "standard"));

    [Theory]
    [InlineData("""{"standardKind":"workingMinutes","standardAmount":"30"}""", "30 menit kerja")]
    [InlineData("""{"standardKind":"workingDays","standardAmount":2}""", "2 hari kerja")]
    [InlineData("""{"standardKind":"byZone","standardZones":"1: 120\n2: 240"}""", "sesuai zona (1: 120, 2: 240 menit kerja)")]
    [InlineData("""{"standardKind":"workingDays","standardAmount":""}""", "belum lengkap")]
    [InlineData("""{"standardKind":"workingMinutes","standardAmount":"20","standardBudget":"bersama"}""", "20 menit kerja (dipakai bersama satu jatah)")]
    [InlineData("""{"standardKind":"none"}""", "tanpa batas waktu")]
    [InlineData("{}", "belum diisi")]
    public void The_time_standard_is_read_back_in_the_words_of_the_SOP(string fields, string words)
    {
        var definition = Parse("""{"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"1","name":"Kirim1","type":"Alokon.Kirim"}]}}""");
        foreach (var (field, value) in JsonNode.Parse(fields)!.AsObject())
        {
            Node(definition, "1")[field] = value?.DeepClone();
        }

        DrawnDefinition.Store(definition, Composition.Activities);
        DrawnDefinition.Show(definition, Composition.Activities);

        Assert.Equal(words, Node(definition, "1")["standardText"]!.ToString());
    }

    [Fact]
    public void Papers_by_outcome_become_rules_and_those_without_boxes_stay()
    {
        var step = Changed("terima", step =>
        {
            step["documents"] = Wrapped("""[{"code":"AMR","outcomes":["lengkap","tunda"]},{"code":"BASL"}]""");
            step["terbitKembalikan"] = JsonNode.Parse("""["REKOM"]""");
        });

        Same("""[{"code":"AMR","outcomes":["lengkap","tunda"]},{"code":"REKOM","outcomes":["kembalikan"]}]""", Object(step, "documents"));
    }

    [Fact]
    public void Papers_of_an_outcome_that_the_step_has_by_itself_become_rules_too() =>
        Same(
            """[{"code":"AMR","outcomes":["lengkap"]},{"code":"REKOM","outcomes":["tunda"]}]""",
            Object(
                Changed("terima", step =>
                {
                    step["keputusan"] = "lengkap: Lengkap\ntunda: Tunda";
                    step["terbitTunda"] = JsonNode.Parse("""["REKOM"]""");
                    step["terbitHilang"] = JsonNode.Parse("""["BASL"]""");
                }),
                "documents"));

    [Fact]
    public void A_list_of_boxes_may_come_as_an_expression_with_JSON_in_a_text() =>
        Same(
            """[{"code":"REKOM","outcomes":["lengkap"]}]""",
            Object(Changed("terima", step => step["terbitLengkap"] = Wrapped("""["REKOM"]""")), "documents"));

    [Fact]
    public void Outcomes_are_written_as_lines() =>
        Same(
            """[{"key":"lengkap","label":"Lengkap sekali"},{"key":"tunda","label":"Tunda: minta keterangan"}]""",
            Object(Changed("terima", step => step["keputusan"] = "lengkap: Lengkap sekali\r\n\n tunda :Tunda: minta keterangan"), "outcomes"));

    [Fact]
    public void New_papers_join_those_that_are_ticked() =>
        Same(
            """["K/0/KB","R/II/KB","Surat permohonan","Surat kuasa"]""",
            Object(Changed("terima", step => step["kelengkapanLain"] = JsonNode.Parse("""["Surat kuasa","K/0/KB"," "]""")), "kelengkapan"));

    [Theory]
    [InlineData("standardAmount", "dua", "Harus berupa bilangan bulat, bukan dua.")]
    [InlineData("standardAmount", "-2", "Harus berupa bilangan bulat, bukan -2.")]
    [InlineData("standardKind", "jam", "\"jam\" tidak dikenal; pilih salah satu:")]
    [InlineData("standardZones", "satu: 3", "Baris \"satu: 3\" pada menit per zona tidak dapat dibaca.")]
    [InlineData("keputusan", "lengkap", "Baris keputusan \"lengkap\" tidak dapat dibaca")]
    [InlineData("keputusan", "a: A\na: B", "Baris keputusan \"a: B\" tidak dapat dibaca atau kuncinya berulang.")]
    [InlineData("kelengkapanLain", "[oops", "Harus berupa daftar.")]
    public void What_cannot_be_read_is_refused_with_the_title_of_its_step(string field, string written, string sentence)
    {
        var definition = Parse(Given.Grobogan);
        DrawnDefinition.Show(definition, Composition.Activities);
        Node(definition, "terima")[field] = written;

        var refused = DrawnDefinition.Store(definition, Composition.Activities).Refusal;

        var error = Assert.Single(refused!.Fields);
        Assert.Equal($"Menerima usulan kebutuhan alkon.{field}", error.Path);
        Assert.StartsWith(sentence, IndonesianTexts.Of(error));
    }

    /// <summary>As measured: numbers and truths as text, lists as JSON in a text, types and references left out.</summary>
    [Theory]
    [InlineData("Elsa.For", "end", "Literal", "\"7\"", "7")]
    [InlineData("Elsa.For", "outerBoundInclusive", "Literal", "\"False\"", "false")]
    [InlineData("Elsa.For", "outerBoundInclusive", "Literal", "true", "true")]
    [InlineData("Elsa.PublishEvent", "isLocalEvent", "Literal", "\"True\"", "true")]
    [InlineData("Elsa.Delay", "timeSpan", "Literal", "\"5.00:00:00\"", "\"5.00:00:00\"")]
    [InlineData("Elsa.WriteLine", "text", "Literal", "\"7\"", "\"7\"")]
    [InlineData("Elsa.FlowJoin", "mode", "Literal", "\"WaitAll\"", "\"WaitAll\"")]
    [InlineData("Elsa.HttpEndpoint", "supportedMethods", "Object", "\"[\\\"POST\\\"]\"", "\"[\\\"POST\\\"]\"")]
    [InlineData("Elsa.FlowFork", "branches", "Object", """["a","b"]""", "\"[\\\"a\\\",\\\"b\\\"]\"")]
    [InlineData("Elsa.RunTask", "payload", "Literal", "\"{\\\"a\\\": 1}\"", "\"{\\\"a\\\": 1}\"")]
    [InlineData("Elsa.WriteLine", "text", "JavaScript", "\"getNama()\"", "\"getNama()\"")]
    public void Every_spelling_of_an_editor_becomes_the_declared_type(string type, string input, string expression, string written, string stored)
    {
        var node = Stored(type, input, expression, written);

        Assert.Equal(stored, node[input]!["expression"]!["value"]!.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(Composition.Activities.Find(type)!.Descriptor.Input(input)!.TypeName, node[input]!["typeName"]!.ToString());
        Assert.False(node[input]!.AsObject().ContainsKey("memoryReference"));
    }

    [Theory]
    [InlineData("Elsa.For", "end", "Literal", "\"\"")]
    [InlineData("Elsa.RunTask", "payload", "Literal", "\" \"")]
    [InlineData("Elsa.HttpEndpoint", "supportedMethods", "Object", "\"\"")]
    [InlineData("Elsa.Delay", "timeSpan", "Literal", "null")]
    public void An_editor_that_was_emptied_says_nothing(string type, string input, string expression, string written) =>
        Assert.Null(Stored(type, input, expression, written)[input]);

    [Theory]
    [InlineData("Elsa.For", "end", "Literal", "\"tujuh\"", "Isian Akhir pada Kotak tidak dapat dibaca. Tulis bilangan bulat.")]
    [InlineData("Elsa.For", "outerBoundInclusive", "Literal", "\"ya\"", "Isian Akhir termasuk pada Kotak tidak dapat dibaca. Tulis true atau false.")]
    [InlineData("Elsa.Delay", "timeSpan", "Literal", "\"sebentar\"", "Isian Lama pada Kotak tidak dapat dibaca. Tulis 00:30:00.")]
    [InlineData("Elsa.RunTask", "payload", "Literal", "\"{oops\"", "Isian Isi pada Kotak tidak dapat dibaca. Tulis JSON yang benar.")]
    [InlineData("Elsa.FlowFork", "branches", "Object", "\"[oops\"", "Isian Jalan pada Kotak tidak dapat dibaca. Tulis JSON yang benar.")]
    public void A_value_of_another_type_is_refused_in_words(string type, string input, string expression, string written, string sentence)
    {
        var definition = Drawn(type, input, expression, written);

        Assert.Equal(sentence, IndonesianTexts.Of(Assert.Single(DrawnDefinition.Store(definition, Composition.Activities).Refusal!.Fields)));
    }

    [Fact]
    public void A_new_activity_gets_its_defaults_and_a_title_but_no_time_standard()
    {
        var definition = Parse("""{"root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"1","name":"Kirim1","type":"Alokon.Kirim"},{"id":"2","name":"FlowJoin1","type":"Elsa.FlowJoin"}]}}""");

        Assert.Null(DrawnDefinition.Store(definition, Composition.Activities).Refusal);

        var (step, join) = (Node(definition, "1"), Node(definition, "2"));
        Assert.Equal(("Kirim alokon", "Gabung"), (step["metadata"]!["displayText"]!.ToString(), join["metadata"]!["displayText"]!.ToString()));
        Assert.Equal("WaitAny", join["mode"]!["expression"]!["value"]!.ToString());
        Assert.Equal("[]", step["kelengkapan"]!["expression"]!["value"]!.ToString());
        Assert.Null(step["standard"]);
        Assert.Null(step["outcomes"]);
    }

    [Fact]
    public void A_step_and_its_box_keep_one_name_whichever_of_them_is_changed()
    {
        var byLabel = Changed("terima", step => step["label"] = DrawnLiteral("Menerima berkas"));
        var byName = Changed("terima", step => step["name"] = "Menerima berkas");

        foreach (var step in new[] { byLabel, byName })
        {
            Assert.Equal(("terima", "Menerima berkas", "Menerima berkas"), (step["name"]!.ToString(), step["metadata"]!["displayText"]!.ToString(), step["label"]!["expression"]!["value"]!.ToString()));
            Assert.Null(step["metadata"]!["alokon"]);
        }
    }

    [Fact]
    public void A_standard_that_the_case_gives_is_shown_in_no_field_and_stays()
    {
        var script = JsonNode.Parse("""{"typeName":"Object","expression":{"type":"JavaScript","value":"getStandar()"}}""");
        var definition = Parse(Given.Grobogan);
        Node(definition, "terima")["standard"] = script!.DeepClone();
        DrawnDefinition.Show(definition, Composition.Activities);

        Assert.Null(Node(definition, "terima")["standardKind"]);
        DrawnDefinition.Store(definition, Composition.Activities);
        Assert.True(JsonNode.DeepEquals(script, Node(definition, "terima")["standard"]));
    }

    [Fact]
    public void Activities_inside_others_are_brought_to_form_too()
    {
        var definition = Parse("""{"root":{"id":"i","type":"Elsa.If","then":{"id":"d","type":"Elsa.For","end":{"expression":{"type":"Literal","value":"4"}}}}}""");
        DrawnDefinition.Store(definition, Composition.Activities);

        Assert.Equal(4, definition["root"]!["then"]!["end"]!["expression"]!["value"]!.GetValue<long>());
    }

    private static JsonObject Stored(string type, string input, string expression, string written)
    {
        var definition = Drawn(type, input, expression, written);
        Assert.Null(DrawnDefinition.Store(definition, Composition.Activities).Refusal);
        return Node(definition, "1");
    }

    private static JsonObject Drawn(string type, string input, string expression, string written)
    {
        var node = new JsonObject { ["id"] = "1", ["name"] = "Kotak", ["type"] = type, ["metadata"] = new JsonObject { ["alokon"] = new JsonObject() } };
        node[input] = new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = expression, ["value"] = JsonNode.Parse(written) }, ["memoryReference"] = null };
        var definition = Parse("""{"root":{"id":"f","type":"Elsa.Flowchart","activities":[]}}""");
        definition["root"]!["activities"]!.AsArray().Add(node);
        return definition;
    }

    private static JsonObject Shown(string id)
    {
        var definition = Parse(Given.Grobogan);
        DrawnDefinition.Show(definition, Composition.Activities);
        return Node(definition, id);
    }

    /// <summary>Looked at in Studio, changed there, and sent back.</summary>
    private static JsonObject Changed(string id, Action<JsonObject> change)
    {
        var definition = Parse(Given.Grobogan);
        DrawnDefinition.Show(definition, Composition.Activities);
        change(Node(definition, id));
        var sent = Parse(definition.ToJsonString());
        Assert.Null(DrawnDefinition.Store(sent, Composition.Activities).Refusal);
        return Node(sent, id);
    }

    private static JsonNode? Object(JsonObject step, string input) => JsonNode.Parse(step[input]!["expression"]!["value"]!.ToString());

    private static void Same(string expected, JsonNode? actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual?.ToJsonString());

    private static JsonObject Wrapped(string json) => new() { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = json }, ["memoryReference"] = null };

    private static JsonObject DrawnLiteral(string text) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = text }, ["memoryReference"] = null };

    private static JsonObject Node(JsonObject definition, string id) => definition["root"]!["activities"]!.AsArray().Select(node => node!.AsObject()).Single(node => node["id"]!.ToString() == id);

    private static JsonObject Parse(string json) => JsonNode.Parse(json, AnyCase)!.AsObject();
}
