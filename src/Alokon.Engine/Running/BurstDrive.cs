using System.Text.Json.Nodes;
using Alokon.Engine.Activities;
using Alokon.Engine.Expressions;

namespace Alokon.Engine.Running;

/// <summary>
/// One try of a burst. When an activity fails, everything is begun again from the same state and that one call is left out: the
/// activity stands there as failed, and nothing that it had half done remains. Failing is rare; a burst without it pays nothing.
/// </summary>
/// <param name="faults">By number of the call: what failed in the tries before.</param>
internal sealed class BurstDrive(InstanceMemory memory, IReadOnlyDictionary<int, Exception> faults)
{
    // An SOP's burst runs a handful of activities; a loop without anybody in it would run for ever.
    public const int MostActivities = 10_000;

    /// <summary>The call under way, counted from 0; negative before the first.</summary>
    public int Call { get; private set; } = -1;

    /// <summary>Until nothing is left to run, or an activity refused.</summary>
    /// <exception cref="EndlessBurst">It would go on and on.</exception>
    public Refusal? RunToRest()
    {
        for (var count = 0; memory.Refusal is null && memory.TakeNext() is { } item; count++)
        {
            if (count == MostActivities)
            {
                throw new EndlessBurst(item.Node.Key);
            }

            Execute(memory.Begin(item));
        }

        return memory.Refusal;
    }

    public void Execute(Execution execution) => Do(execution, null);

    public void Resume(Execution execution, JsonObject answer) => Do(execution, answer);

    private void Do(Execution execution, JsonObject? answer)
    {
        Call++;
        if (faults.TryGetValue(Call, out var fault))
        {
            memory.Fault(execution, answer, fault);
        }
        else if (memory.Registry.Find(execution.Node) is not { } activity)
        {
            memory.Refuse(new RunRefusal.UnknownActivity(execution.Node.Id, execution.Node.Type));
        }
        else if (Ask(activity, execution, answer) is { } refusal)
        {
            memory.Refuse(refusal);
        }
        else if (memory.Refusal is null && !GoesOn(execution))
        {
            throw new InvalidOperationException($"Expected {execution.Node.Type} to complete or to create a bookmark, but it did neither: the case would wait for nobody.");
        }
    }

    private Refusal? Ask(IActivity activity, Execution execution, JsonObject? answer)
    {
        var context = new ActivityContext(memory, execution);
        if (answer is not null)
        {
            // A copy: what the activity takes out of it must be there again for the next try.
            return activity.Resume(context, (JsonObject)answer.DeepClone());
        }

        Scopes.Initialise(execution.Node.Variables, execution.Variables);
        return activity.Execute(context);
    }

    private bool GoesOn(Execution execution) =>
        execution.Ended || memory.HasOpenWork(execution) || memory.Bookmarks.Exists(b => b.Execution == execution);
}

/// <summary>So many activities ran, one after the other, without anybody being asked.</summary>
internal sealed class EndlessBurst(string activity) : Exception
{
    public string Activity { get; } = activity;
}
