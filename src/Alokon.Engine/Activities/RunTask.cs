using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Asks a program outside to do something and waits until it says that it is done. The task is listed as soon as it is committed, never before.</summary>
public sealed class RunTask : IActivity
{
    public const string Type = "Elsa.RunTask";

    public ActivityDescriptor Descriptor { get; } = new(
        Type,
        "Tugas program luar",
        "Kendali alur: program lain",
        "Menunggu program di luar Alokon mengerjakan sesuatu dan melaporkannya.",
        [
            new("taskName", "String", "Nama tugas", "Dengan nama ini program luar mengenalinya", "singleline", null, ""),
            new("payload", "Object", "Isi", "Bahan untuk program luar", "json-editor", null, ""),
        ],
        [new("result", "Object", "Hasil", "Yang dilaporkan program luar")],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var name = c.Input<string>("taskName") is { Length: > 0 } given ? given : throw new ExpressionFault($"Expected input 'taskName' of '{c.Node.Id}' to name a task, but it is empty");
        var bookmark = c.CreateBookmark(Type, new JsonObject { ["taskName"] = name });
        var task = DerivedId.Of("task", c.Source.Instance.ToString(), bookmark.ToString(CultureInfo.InvariantCulture)).ToString();
        c.Emit(new AwaitStimulus(bookmark, Type, task, new() { ["taskId"] = task, ["taskName"] = name, ["payload"] = c.InputJson("payload") }));
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.SetOutput("result", stimulus["payload"]);
        c.Complete();
        return null;
    }
}
