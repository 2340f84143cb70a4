namespace Alokon.Engine.Activities;

/// <summary>A break on its way from inside: whoever hears it begins nothing more and ends with the child that carries it.</summary>
internal static class Breaking
{
    private const string Flag = "breaking";

    public static bool IsOn(ActivityContext c) => c.Execution.State.ContainsKey(Flag);

    /// <param name="isLoop">A loop takes the break: it goes no further out.</param>
    /// <returns>What <see cref="IContainer.Receive"/> answers.</returns>
    public static bool Hear(ActivityContext c, Signal signal, bool isLoop)
    {
        if (signal is not Signal.Break)
        {
            return false;
        }

        c.Execution.State[Flag] = true;
        return isLoop;
    }
}
