using System.Text.Json.Nodes;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Activities;

/// <summary>Gives a variable a value.</summary>
internal sealed class SetVariable : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.SetVariable",
        "Isi variabel",
        "Kendali alur: data",
        "Memberi nilai pada sebuah variabel.",
        [
            new("variable", "Variable", "Variabel", "Variabel yang diisi.", "variable-picker", null, "") { IsWrapped = false },
            new("value", "Any", "Nilai", "Nilai yang diberikan.", "singleline", null, ""),
        ],
        [],
        ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        var variable = VariableReference.From(c.Node.Json["variable"])
            ?? throw new ExpressionFault($"Expected '{c.Node.Id}' to name a variable, but it names none");
        c.SetVariable(variable, c.InputJson("value"));
        c.Complete();
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);
}
