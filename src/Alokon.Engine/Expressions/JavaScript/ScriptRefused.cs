namespace Alokon.Engine.Expressions.JavaScript;

/// <summary>A script that this engine will not run, found while reading it: at publishing, before any case meets it.</summary>
/// <param name="reason">Indonesian, for whoever draws the workflow: what is there, and what to write instead.</param>
/// <param name="line">In the text as it was written, counted from 1.</param>
/// <param name="column">Counted from 1.</param>
public sealed class ScriptRefused(string reason, int line, int column) : Exception($"baris {line}, kolom {column}: {reason}")
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
