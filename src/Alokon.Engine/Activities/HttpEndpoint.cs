using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Waits for a call of a program at the office's door; as a trigger it starts a case at every such call. The token is the door's matter.</summary>
public sealed class HttpEndpoint : IActivity
{
    public const string Type = "Elsa.HttpEndpoint";

    public ActivityDescriptor Descriptor { get; } = new(
        Type,
        "Alamat untuk program",
        "Kendali alur: program lain",
        "Menunggu panggilan program lain di /api/v1/hooks/{dinas}/{path}, dengan token dinas. Sebagai pemicu: memulai alur pada setiap panggilan.",
        [
            new("path", "String", "Alamat", "Bagian akhir alamat, misalnya stok/habis", "singleline", null, ""),
            new("supportedMethods", "Object", "Metode", "Cara panggilan yang diterima.", "checklist", """["GET"]""", "") { Options = SendHttpRequest.Methods },
        ],
        [
            new("parsedContent", "Object", "Isi", "Isi permintaan"),
            new("queryStringData", "Object", "Parameter", "Yang ditulis sesudah tanda tanya"),
            new("result", "Object", "Permintaan", "Metode, alamat, parameter dan isi"),
        ],
        ["Done"])
    {
        IsTrigger = true,
    };

    /// <summary>Method and path of every call it answers: <c>POST stok/habis</c>. Paths tell upper from lower case.</summary>
    public static IEnumerable<string> Subjects(JsonNode? path, JsonNode? methods)
    {
        if (Normal(path?.ToString()) is not { Length: > 0 } at)
        {
            return [];
        }

        var named = methods is JsonArray array ? [.. array.Select(m => m?.ToString() ?? "")] : methods?.ToString() is { Length: > 0 } one ? [one] : new List<string>();
        return (named.Count == 0 ? ["GET"] : named).Select(method => Subject(method, at)).Distinct();
    }

    public static string Subject(string method, string path) => $"{method.Trim().ToUpperInvariant()} {Normal(path)}";

    public Refusal? Execute(ActivityContext c)
    {
        if (c.IsTrigger)
        {
            return Receive(c, c.Properties[Event.TriggerProperty]?["payload"]);
        }

        var subjects = Subjects(c.InputJson("path"), c.InputJson("supportedMethods")).ToList();
        if (subjects.Count == 0)
        {
            throw new ExpressionFault($"Expected input 'path' of '{c.Node.Id}' to name a path, but it is empty");
        }

        foreach (var subject in subjects)
        {
            c.Emit(new AwaitStimulus(c.CreateBookmark(Type, new JsonObject { ["call"] = subject }), Type, subject, new() { ["call"] = subject }));
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => Receive(c, stimulus["payload"]);

    private static Refusal? Receive(ActivityContext c, JsonNode? call)
    {
        c.SetOutput("parsedContent", call?["content"]);
        c.SetOutput("queryStringData", call?["query"]);
        c.SetOutput("result", call);
        c.Complete();
        return null;
    }

    private static string Normal(string? path) => path?.Trim().Trim('/') ?? "";
}
