using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// How often each activity and each arrow of one flowchart run was visited, and whether the arrow was followed the last time.
/// A view over the JSON that is kept with the instance: one number for an arrow, negative when it was not followed.
/// </summary>
internal sealed class FlowScope
{
    private readonly StateCounters _activities;
    private readonly StateCounters _arrows;

    public FlowScope(JsonObject state)
    {
        _activities = new(state, "activities");
        _arrows = new(state, "arrows");
        TakeOver(state);
    }

    public void Visit(FlowPlace place) => _activities[place.Id]++;

    public void Visit(FlowArrow arrow, bool followed)
    {
        var visits = Visits(arrow) + 1;
        _arrows[arrow.Key] = followed ? visits : -visits;
    }

    /// <summary>A race is over for an arrow that arrives after its target has already run.</summary>
    public bool CameTooLate(FlowArrow arrow) => Visits(arrow) <= Visits(arrow.Target);

    public bool AllVisited(FlowPlace target)
    {
        var visits = Visits(target);
        return target.ForwardInbound.TrueForAll(arrow => Visits(arrow) > visits);
    }

    /// <summary>Of the arrows that were visited most often, and oftener than their target: a visit of an earlier round of a loop does not count for this one.</summary>
    public bool AnyFollowed(FlowPlace target)
    {
        var most = MostVisits(target);
        return most > Visits(target) && target.ForwardInbound.Exists(arrow => Signed(arrow) == most);
    }

    public bool AllFollowed(FlowPlace target)
    {
        var most = MostVisits(target);
        return most > Visits(target) && target.ForwardInbound.TrueForAll(arrow => Signed(arrow) == most);
    }

    private int MostVisits(FlowPlace target)
    {
        var most = 0;
        foreach (var arrow in target.ForwardInbound)
        {
            most = Math.Max(most, Visits(arrow));
        }

        return most;
    }

    private int Visits(FlowPlace place) => _activities[place.Id];

    private int Visits(FlowArrow arrow) => Math.Abs(Signed(arrow));

    private int Signed(FlowArrow arrow) => _arrows[arrow.Key];

    // The first releases kept two members for an arrow; their cases still run.
    private void TakeOver(JsonObject state)
    {
        if (state["visits"] is not JsonObject visits)
        {
            return;
        }

        foreach (var (key, count) in visits)
        {
            var followed = state["followed"]?[key]?.GetValue<bool>() == true;
            _arrows[key] = followed ? count!.GetValue<int>() : -count!.GetValue<int>(); // they wrote nothing but numbers
        }

        state.Remove("visits");
        state.Remove("followed");
    }
}
