using System.Text.Json.Nodes;

namespace Alokon.Browser.Designer;

/// <summary>An SOP that fits on one screen: a request is received, examined, and ends.</summary>
internal static class SmallSop
{
    public static JsonObject Of(string definitionId) => new()
    {
        ["definitionId"] = definitionId,
        ["name"] = $"Alur kecil {definitionId}",
        ["description"] = "Untuk uji desainer",
        ["customProperties"] = new JsonObject(),
        ["root"] = new JsonObject
        {
            ["id"] = "alur",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["name"] = "Alur",
            ["activities"] = new JsonArray(
                Node("mulai", "Elsa.Start", "Permohonan diajukan", 0, 60),
                Step("terima", "Alokon.TerimaUsulan", "Menerima usulan", "plkb", 300, 0),
                Node("akhir", "Elsa.End", "Selesai", 680, 60)),
            ["connections"] = new JsonArray(Arrow("mulai", "Done", "terima"), Arrow("terima", "lengkap", "akhir"), Arrow("terima", "kembalikan", "akhir")),
        },
    };

    private static JsonObject Step(string id, string type, string label, string role, int x, int y)
    {
        var step = Node(id, type, label, x, y);
        step["label"] = Literal(label);
        step["role"] = Literal(role);
        step["standard"] = new JsonObject
        {
            ["typeName"] = "Object",
            ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = """{"kind":"workingDays","amount":2}""" },
        };
        return step;
    }

    private static JsonObject Node(string id, string type, string title, int x, int y) => new()
    {
        ["id"] = id,
        ["type"] = type,
        ["version"] = 1,
        ["name"] = id,
        ["metadata"] = new JsonObject
        {
            ["displayText"] = title,
            ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = y }, ["size"] = new JsonObject { ["width"] = 220, ["height"] = 54 } },
        },
    };

    private static JsonObject Literal(string value) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static JsonObject Arrow(string from, string port, string to) => new()
    {
        ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
        ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        ["vertices"] = new JsonArray(),
    };
}
