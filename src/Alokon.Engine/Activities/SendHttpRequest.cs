using System.Text.Json;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>
/// Asks another machine, through a worker and only where an admin allows the host. Runs the activity that belongs to the status code of the
/// answer, then completes.
/// </summary>
internal sealed class SendHttpRequest : IContainer
{
    /// <summary>The methods of calls, in and out.</summary>
    public static IReadOnlyList<InputOption> Methods { get; } = [.. new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD" }.Select(method => new InputOption(method, method))];

    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.SendHttpRequest",
        "Kirim permintaan HTTP",
        "Kendali alur: program lain",
        "Mengirim permintaan ke mesin lain yang diizinkan admin, lalu menunggu jawabannya.",
        [
            new("url", "String", "Alamat", "https://… pada mesin yang diizinkan admin.", "singleline", null, ""),
            new("method", "String", "Metode", "Cara permintaan dikirim.", "dropdown", "GET", "") { Options = Methods },
            new("content", "Object", "Isi", "Yang dikirim; kosong bila tidak ada.", "json-editor", null, ""),
            new("contentType", "String", "Jenis isi", "Misalnya application/json.", "singleline", "application/json", ""),
            new("authorization", "String", "Izin", "Isi kepala Authorization, misalnya Bearer …; kosong bila tidak perlu.", "singleline", null, ""),
            new("expectedStatusCodes", "Object", "Kode yang ditangani", "Untuk setiap kode status: kegiatan yang dijalankan bila itu jawabannya.", "http-status-codes", null, "") { IsWrapped = false },
            new("requestHeaders", "Object", "Kepala permintaan", "Objek JSON: nama kepala dan isinya.", "json-editor", null, ""),
        ],
        [
            new("statusCode", "Int32", "Kode status", "Angka jawaban, misalnya 200."),
            new("parsedContent", "Object", "Isi jawaban", "Isi yang dijawab, sudah dibaca sebagai JSON."),
            new("responseHeaders", "Object", "Kepala jawaban", "Nama kepala dan isinya."),
            new("result", "Object", "Jawaban", "Kode status, kepala, dan isi."),
        ],
        ["Done"])
    {
        Embedded = [new("unmatchedStatusCode", "Kode lain"), new("failedToConnect", "Tidak tersambung"), new("timeout", "Terlalu lama")],
    };

    public Refusal? Execute(ActivityContext c)
    {
        var url = c.Input<string>("url") ?? "";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            throw new ExpressionFault($"Expected input 'url' of '{c.Node.Id}' to be an http or https address without a user name, but it is '{url}'");
        }

        var headers = (c.InputJson("requestHeaders") as JsonObject)?.DeepClone().AsObject() ?? [];
        if (c.Input<string>("authorization") is { Length: > 0 } authorization)
        {
            headers["Authorization"] = authorization;
        }

        var content = c.InputJson("content");
        c.Emit(new SendRequest(c.CreateBookmark(c.Node.Type, new JsonObject { ["host"] = uri.Host }), new()
        {
            ["url"] = uri.AbsoluteUri,
            ["method"] = (c.Input<string>("method") ?? "GET").ToUpperInvariant(),
            ["content"] = content is JsonValue value && value.TryGetValue(out string? text) ? text : content?.ToJsonString(),
            ["contentType"] = c.Input<string>("contentType"),
            ["headers"] = headers,
        }));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        if (stimulus["refused"]?.ToString() is { Length: > 0 } reason)
        {
            throw new ExpressionFault($"Expected '{c.Node.Id}' to be allowed to send its request, but: {reason}");
        }

        foreach (var output in new[] { "statusCode", "parsedContent", "responseHeaders" })
        {
            c.SetOutput(output, stimulus[output]);
        }

        c.SetOutput("result", stimulus);
        if (Next(c.Node, stimulus) is { } next)
        {
            c.Schedule(next);
        }
        else
        {
            c.Complete();
        }

        return null;
    }

    void IContainer.ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes) => c.Complete();

    void IContainer.ChildCancelled(ActivityContext c, Execution child) => c.Complete();

    private static ActivityNode? Next(ActivityNode node, JsonObject stimulus)
    {
        if (stimulus["failed"]?.ToString() is { Length: > 0 } failed)
        {
            return node.Port(failed == "timeout" ? "timeout" : "failedToConnect").FirstOrDefault();
        }

        var status = stimulus["statusCode"]?.GetValueKind() == JsonValueKind.Number ? stimulus["statusCode"]!.GetValue<int>() : 0; // a number: just asked
        var cases = (node.Json["expectedStatusCodes"] as JsonArray ?? node.Json["expectedStatusCodes"]?["expression"]?["value"] as JsonArray) ?? [];
        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i] is JsonObject expected && expected["statusCode"]?.ToString() == $"{status}")
            {
                return node.Port($"expectedStatusCodes[{i}]").FirstOrDefault();
            }
        }

        return node.Port("unmatchedStatusCode").FirstOrDefault();
    }
}
