namespace Alokon.Engine.Activities;

/// <summary>What an activity tells the containers around it, from the inside out, until one of them takes it.</summary>
internal abstract record Signal
{
    private Signal()
    {
    }

    /// <summary>The nearest loop stops; a sequence or a fork on the way begins nothing more.</summary>
    public sealed record Break : Signal;

    /// <summary>The nearest composite ends with these outcomes; where there is none, the workflow itself.</summary>
    public sealed record CompleteComposite(IReadOnlyList<string> Outcomes) : Signal;
}
