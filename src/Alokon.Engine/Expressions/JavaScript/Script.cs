using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jint.Native.Object;
using Jint.Parser.Ast;
using Jint.Runtime;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>A script, read once and shared by all cases of a version; each run has an engine of its own.</summary>
public sealed class Script
{
    private readonly Program _program;

    private Script(ReadScript read)
    {
        _program = read.Program;
        Variables = read.Variables;
        Outcomes = read.Outcomes;
        FreeNames = read.Free.Select(use => use.Node.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Names that the script uses and does not declare: only those functions of the case are made for a run.</summary>
    public IReadOnlySet<string> FreeNames { get; }

    /// <summary>Variables of the case that it names outright.</summary>
    public IReadOnlyCollection<string> Variables { get; }

    /// <summary>Ways of its activity that it names outright.</summary>
    public IReadOnlyCollection<string> Outcomes { get; }

    /// <summary>It chooses a way: only the script of an activity may.</summary>
    public bool ChoosesOutcomes => OutcomeFunctions.Names.Any(FreeNames.Contains);

    /// <exception cref="ScriptRefused">No script, or newer than what this engine runs.</exception>
    public static Script Read(string text)
    {
        var read = ScriptParser.Parse(text);
        MissingNames.Check(text, read.Free);
        return new(read);
    }

    /// <exception cref="ExpressionFault">The script fails, goes over a limit, or gives what a case cannot keep. Nothing of the case has changed.</exception>
    public JsonNode? Run(ExpressionScope scope)
    {
        var engine = default(Jint.Engine);
        try
        {
            var script = scope.Script();
            var sandbox = new Sandbox(script);
            engine = sandbox.Engine;
            var functions = new CaseFunctions(sandbox, scope, script);
            functions.Install(FreeNames);
            engine.Execute(_program);
            var value = ScriptValues.ToJson(engine.GetCompletionValue(), sandbox.Budget);
            functions.Keep();
            return value;
        }
        catch (JavaScriptException e)
        {
            throw Fault(engine, $"the script threw {Describe(e)}", e);
        }
        catch (ScriptLimit e)
        {
            throw Fault(engine, $"expected {e.Message}", e);
        }
        catch (StatementsCountOverflowException e)
        {
            throw Fault(engine, $"expected at most {Budget.MaxStatements} statements", e);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw Fault(engine, "a regular expression goes back and forth for too long", e);
        }
    }

    private static ExpressionFault Fault(Jint.Engine? engine, string what, Exception cause)
    {
        var place = (cause as JavaScriptException)?.Location ?? engine?.GetLastSyntaxNode()?.Location;
        return new($"Script, line {place?.Start.Line ?? 1}, column {place?.Start.Column ?? 1}: {what}");
    }

    private static string Describe(JavaScriptException e)
    {
        if (e.Error.TryCast<ObjectInstance>() is not { } error)
        {
            return TypeConverter.ToString(e.Error);
        }

        // Only what is written there: a getter of the script must not run any more.
        var name = error.GetProperty("name").Value;
        var message = error.GetProperty("message").Value;
        return $"{(name?.IsString() == true ? name.AsString() : "an object")}: {(message?.IsString() == true ? message.AsString() : "")}";
    }
}
