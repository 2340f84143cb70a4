namespace Alokon.Templating.Running;

/// <param name="Loop">Iterations of all loops inside the outermost one together; also the longest range.</param>
/// <param name="Depth">Functions and includes inside each other.</param>
/// <param name="Text">Characters of the output, and of any one text on the way.</param>
/// <param name="Nesting">How deep lists and objects may be nested when they are written or compared.</param>
/// <param name="CutsOutput">Scriban cuts a text that is too long and appends an ellipsis; an official document must not be cut.</param>
internal sealed record Limits(int Loop, int Depth, int Text, int Nesting, bool CutsOutput, TimeSpan? Time)
{
    public static readonly Limits Office = new(100_000, 30, 4 * 1024 * 1024, 20, false, TimeSpan.FromSeconds(2));

    public static readonly Limits Scriban = new(1000, 100, 1_048_576, 20, true, null);

    /// <summary>How deep expressions may be nested in a text.</summary>
    public const int OfficeExpressions = 100;

    public const int ScribanExpressions = 250;

    /// <summary>All texts one rendering may make, in characters: a loop that keeps them uses memory, and one that does not uses time.</summary>
    public const long Work = 64 * 1024 * 1024;

    /// <summary>What an item of a list counts for, in characters.</summary>
    public const int Item = 16;
}
