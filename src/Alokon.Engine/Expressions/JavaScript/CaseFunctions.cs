using System.Text;
using System.Text.Json.Nodes;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using Native = System.Func<Jint.Native.JsValue, Jint.Native.JsValue[], Jint.Native.JsValue>;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// Elsa's functions over one case. A script works on copies of the variables; they are written back when it has ended well, so a script
/// that fails has changed nothing.
/// </summary>
internal sealed class CaseFunctions(Sandbox sandbox, ExpressionScope scope, ScriptScope script)
{
    private readonly Dictionary<string, Held> _held = new(StringComparer.Ordinal);
    private readonly List<Action> _after = [];
    private ObjectInstance? _container;
    private (bool Set, string? Value) _correlation;
    private (bool Set, string? Value) _name;

    /// <summary>Makes those that the script names.</summary>
    public void Install(IReadOnlySet<string> names)
    {
        foreach (var name in names)
        {
            if (name == "variables")
            {
                sandbox.Engine.Global.FastAddProperty(name, Container(), true, true, true);
            }
            else if (Find(name) is { } function)
            {
                sandbox.Inner(name, function);
            }
        }
    }

    /// <summary>Writes back what the script changed.</summary>
    public void Keep()
    {
        foreach (var name in _container?.GetOwnProperties().Select(member => member.Key).ToList() ?? [])
        {
            // One that nobody declares is refused where it is written.
            if (!script.VariableNames.Contains(name))
            {
                Hold(name).Value = _container!.Get(name); // not null: its members are being read
            }
        }

        foreach (var (name, held) in _held)
        {
            var json = ScriptValues.ToJson(held.Value, sandbox.Budget);
            if (!JsonNode.DeepEquals(json, held.Before))
            {
                script.SetVariable(new(null, name), json);
            }
        }

        _after.ForEach(write => write());
    }

    private Native? Find(string name) => name switch
    {
        "getVariable" => (_, arguments) => Read(Text(arguments, 0)),
        "setVariable" => (_, arguments) => Write(Text(arguments, 0), arguments.At(1)),
        "getInput" => (_, arguments) => Value(scope.Input(Text(arguments, 0))),
        "getOutputFrom" => (_, arguments) => Value(script.OutputFrom(Text(arguments, 0), arguments.At(1).IsUndefined() ? null : Text(arguments, 1))),
        "getLastResult" => (_, _) => Value(script.LastResult()),
        _ => FindOfInstance(name) ?? PlainFunctions.Find(sandbox.Engine, sandbox.Budget, script, name) ?? OutcomeFunctions.Find(sandbox.Engine, script, name) ?? FindByName(name),
    };

    private Native? FindOfInstance(string name) => name switch
    {
        "getWorkflowDefinitionId" => (_, _) => script.DefinitionId,
        "getWorkflowDefinitionVersionId" => (_, _) => script.DefinitionVersionId,
        "getWorkflowDefinitionVersion" => (_, _) => script.DefinitionVersion,
        "getWorkflowInstanceId" => (_, _) => script.Instance.ToString(),
        "getCorrelationId" => (_, _) => OrNull(_correlation.Set ? _correlation.Value : script.CorrelationId()),
        "setCorrelationId" => (_, arguments) =>
        {
            _correlation = (true, TextOrNull(arguments.At(0)));
            _after.Add(() => script.SetCorrelationId(_correlation.Value));
            return JsValue.Undefined;
        },
        "getWorkflowInstanceName" => (_, _) => OrNull(_name.Set ? _name.Value : script.InstanceName()),
        "setWorkflowInstanceName" => (_, arguments) =>
        {
            _name = (true, TextOrNull(arguments.At(0)));
            _after.Add(() => script.SetInstanceName(_name.Value));
            return JsValue.Undefined;
        },
        _ => null,
    };

    // get<Variable>, set<Variable>, get<Input>, get<Output>From<Activity>.
    private Native? FindByName(string name)
    {
        if (name.Length < 4 || !name.StartsWith("get", StringComparison.Ordinal))
        {
            return name.StartsWith("set", StringComparison.Ordinal) && script.VariableNames.FirstOrDefault(variable => Pascal(variable) == name[3..]) is { } target
                ? (_, arguments) => Write(target, arguments.At(0))
                : null;
        }

        var wanted = name[3..];
        if (script.VariableNames.FirstOrDefault(variable => Pascal(variable) == wanted) is { } source)
        {
            return (_, _) => Read(source);
        }

        if (script.InputNames.FirstOrDefault(input => Pascal(input) == wanted) is { } given)
        {
            return (_, _) => Value(scope.Input(given));
        }

        var output = script.Outputs.FirstOrDefault(output => $"{Pascal(output.Output)}From{Pascal(output.Activity)}" == wanted);
        return output is null ? null : (_, _) => Value(script.OutputFrom(output.Activity, output.Output));
    }

    private ObjectInstance Container()
    {
        _container = sandbox.Engine.Object.Construct([]);
        foreach (var name in script.VariableNames)
        {
            var accessor = new PropertyDescriptor(
                new ClrFunctionInstance(sandbox.Engine, (_, _) => Read(name)),
                new ClrFunctionInstance(sandbox.Engine, (_, arguments) => Write(name, arguments.At(0))),
                enumerable: true,
                configurable: false);
            _container.FastSetProperty(name, accessor);
        }

        return _container;
    }

    private JsValue Read(string name) => Hold(name).Value;

    private JsValue Write(string name, JsValue value)
    {
        Hold(name).Value = value;
        return JsValue.Undefined;
    }

    private Held Hold(string name)
    {
        if (!_held.TryGetValue(name, out var held))
        {
            var before = scope.Variable(new(null, name));
            _held[name] = held = new(Value(before), before);
        }

        return held;
    }

    private JsValue Value(JsonNode? node) => ScriptValues.ToScript(sandbox.Engine, node);

    private static string Text(JsValue[] arguments, int index) => TypeConverter.ToString(arguments.At(index));

    private static string? TextOrNull(JsValue value) => value.IsUndefined() || value.IsNull() ? null : TypeConverter.ToString(value);

    private static JsValue OrNull(string? text) => text is null ? JsValue.Null : text;

    private static string Pascal(string name)
    {
        var result = new StringBuilder(name.Length);
        var starts = true;
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                result.Append(starts ? char.ToUpperInvariant(c) : c);
                starts = false;
            }
            else
            {
                starts = true;
            }
        }

        return result.ToString();
    }

    private sealed class Held(JsValue value, JsonNode? before)
    {
        public JsValue Value { get; set; } = value;

        public JsonNode? Before { get; } = before;
    }
}
