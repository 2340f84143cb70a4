using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>
/// What one run of a script may use. All limits but the last two count what the script does, so a script that passed passes again on any
/// machine. Wall time and the thread's stack are only the net below: whoever falls into it is an incident, never a lost server.
/// </summary>
internal sealed class Budget
{
    public const int MaxStatements = 100_000;
    public const int MaxFunctions = 100;
    public const int MaxText = 1_048_576;
    public const int MaxItems = 50_000;
    public const int MaxDepth = 50;
    public const int MaxPrototypes = 100;

    /// <summary>Items visited and characters made (eight count as one) by what the engine does without the script's own statements.</summary>
    public const int MaxWork = 10_000_000;

    private static readonly TimeSpan Net = TimeSpan.FromSeconds(10);

    private readonly long _began = Stopwatch.GetTimestamp();
    private long _work;

    /// <summary>Items or characters of one value.</summary>
    public void Items(double count)
    {
        if (count > MaxItems)
        {
            throw new ScriptLimit($"at most {MaxItems} items in a list, but it has {count}");
        }

        Spend((long)count);
    }

    public void Text(long length)
    {
        if (length > MaxText)
        {
            throw new ScriptLimit($"texts of at most {MaxText} characters, but one has {length}");
        }

        Spend((length / 8) + 1);
    }

    /// <exception cref="ScriptLimit">Calls are too deep, or the net caught it.</exception>
    public void Call(int functions)
    {
        if (functions > MaxFunctions)
        {
            throw new ScriptLimit($"at most {MaxFunctions} functions inside each other");
        }

        Native();
    }

    /// <summary>Before anything that recurses or loops without the script.</summary>
    public void Native()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ScriptLimit("values that are less deep, but the stack is used up");
        }

        if (Stopwatch.GetElapsedTime(_began) > Net)
        {
            throw new ScriptLimit($"to end within {Net.TotalSeconds} s");
        }
    }

    private void Spend(long work)
    {
        _work += work;
        if (_work > MaxWork)
        {
            throw new ScriptLimit("less work in lists and texts");
        }
    }
}

/// <summary>A script went over a limit. Not an exception of the script: it cannot catch it.</summary>
/// <param name="expected">Goes on after <i>Expected</i>.</param>
internal sealed class ScriptLimit(string expected) : Exception(expected);
