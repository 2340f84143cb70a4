using System.Globalization;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Interop;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// One engine for one run: a script can leave nothing behind for the next. No CLR, no clock, no chance, no code from text; every built-in
/// function is counted.
/// </summary>
internal sealed class Sandbox
{
    private readonly Budget _budget = new();

    public Sandbox(ScriptScope scope)
    {
        Engine = new(options => options
            .MaxStatements(Budget.MaxStatements)
            .Culture(CultureInfo.InvariantCulture)
            .LocalTimeZone(TimeZoneInfo.Utc));
        var regexes = new GuardedRegex(Engine);
        var texts = new TextFunctions(Engine, _budget, regexes);
        var objects = new ObjectFunctions(Engine, _budget);
        texts.Install();
        objects.Install();
        new ListFunctions(Engine, _budget).Install();
        new JsonFunctions(Engine, _budget).Install();
        _ = new CaseDate(Engine, scope.Now);
        Seed(scope);
        Watch(objects);
        Inner(Inside.Add, (_, arguments) => texts.Add(arguments));
        Inner(Inside.Concat, (_, arguments) => texts.Concat(arguments));
        Bits.Install(this);
        Inner(Inside.Made, (_, arguments) => objects.Made(arguments[0]));
        Inner(Inside.Regex, (_, arguments) => regexes.Make(arguments[0].AsString(), arguments[1].AsString()));
        Inner(Inside.Enter, (_, _) =>
        {
            _budget.Call(Natives.RunningFunctions(Engine));
            return JsValue.Undefined;
        });
    }

    public Jint.Engine Engine { get; }

    public Budget Budget => _budget;

    public void Inner(string name, Func<JsValue, JsValue[], JsValue> code) => Natives.Set(Engine.Global, name, code);

    // Chance that is the same in a replay: seeded from the instance's own counter when it is first asked for.
    private void Seed(ScriptScope scope)
    {
        Random? chance = null;
        Natives.Set(Engine.Math, "random", (_, _) => (chance ??= new(BitConverter.ToInt32(scope.NextGuid().ToByteArray()))).NextDouble());
    }

    private void Watch(ObjectFunctions objects)
    {
        Engine.Global.RemoveOwnProperty("eval");
        Engine.Global.RemoveOwnProperty("Function");
        Engine.Function.PrototypeObject.RemoveOwnProperty("constructor");
        ObjectInstance[] plain =
        [
            Engine.Global, Engine.String.PrototypeObject, Engine.RegExp.PrototypeObject, Engine.Number.PrototypeObject,
            Engine.Function.PrototypeObject, Engine.Object.PrototypeObject, Engine.Error.PrototypeObject,
        ];
        foreach (var holder in plain)
        {
            Natives.Wrap(holder, inner => (self, arguments) =>
            {
                _budget.Native();
                return Measured(inner(self, arguments));
            });
        }

        Natives.Wrap(Engine.Object, inner => (self, arguments) =>
        {
            _budget.Native();
            return objects.Made(inner(self, arguments));
        });
        Natives.Wrap(Engine.Array.PrototypeObject, inner => (self, arguments) =>
        {
            BeforeList(self);
            foreach (var argument in arguments.Where(argument => argument.IsArray()))
            {
                BeforeList(argument);
            }

            return Measured(inner(self, arguments));
        });
    }

    private void BeforeList(JsValue list)
    {
        _budget.Native();
        if (!Natives.HasPlainLength(list))
        {
            throw new ScriptLimit("a list whose length is a number");
        }

        _budget.Items(Natives.LengthOf(list));
    }

    private JsValue Measured(JsValue made)
    {
        if (made.IsString())
        {
            _budget.Text(made.AsString().Length);
        }

        return made;
    }
}
