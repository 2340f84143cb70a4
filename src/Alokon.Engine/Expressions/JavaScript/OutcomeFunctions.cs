using Jint.Native;
using Jint.Runtime;
using Native = System.Func<Jint.Native.JsValue, Jint.Native.JsValue[], Jint.Native.JsValue>;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>How the script of an activity says which ways go on; the last word counts. An expression has no ways, and does not know these names.</summary>
internal static class OutcomeFunctions
{
    public static readonly IReadOnlyList<string> Names = ["setOutcome", "setOutcomes"];

    public static Native? Find(Jint.Engine engine, ScriptScope script, string name) => (name, script.SetOutcomes) switch
    {
        ("setOutcome", { } set) => (_, arguments) => Say(set, [Outcome(engine, arguments.At(0))]),
        ("setOutcomes", { } set) => (_, arguments) => Say(set, Outcomes(engine, arguments.At(0))),
        _ => null,
    };

    private static JsValue Say(Action<IReadOnlyList<string>> set, string[] outcomes)
    {
        set(outcomes);
        return JsValue.Undefined;
    }

    // Of no name at all the case would end there without a word.
    private static string[] Outcomes(Jint.Engine engine, JsValue list) => list.IsArray() && Natives.LengthOf(list) > 0
        ? [.. Natives.Items(list.AsObject()).Select(item => Outcome(engine, item))]
        : throw new JavaScriptException(engine.TypeError, "setOutcomes takes a list of names");

    private static string Outcome(Jint.Engine engine, JsValue name) => name.IsString() && name.AsString().Length > 0
        ? name.AsString()
        : throw new JavaScriptException(engine.TypeError, "an outcome is a name");
}
