using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Gives an output of the workflow it stands in a value.</summary>
internal sealed class SetOutput : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.SetOutput",
        "Isi keluaran",
        "Kendali alur: data",
        "Memberi nilai pada sebuah keluaran alur.",
        [
            new("outputName", "String", "Keluaran", "Nama keluaran yang diisi.", "output-picker", null, ""),
            new("outputValue", "Any", "Nilai", "Nilai yang diberikan.", "singleline", null, ""),
        ],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var name = c.Input<string>("outputName") is { Length: > 0 } given
            ? given
            : throw new ExpressionFault($"Expected '{c.Node.Id}' to name an output, but it names none");
        c.SetWorkflowOutput(name, c.InputJson("outputValue"));
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
