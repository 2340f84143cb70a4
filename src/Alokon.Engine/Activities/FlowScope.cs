using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// How often each activity and each arrow of one flowchart run was visited, and whether the arrow was followed the last time.
/// A view over the JSON that is kept with the instance.
/// </summary>
internal sealed class FlowScope
{
    private readonly JsonObject _activities;
    private readonly JsonObject _visits;
    private readonly JsonObject _followed;

    public FlowScope(JsonObject state)
    {
        _activities = Member(state, "activities");
        _visits = Member(state, "visits");
        _followed = Member(state, "followed");
    }

    public void Visit(string activity) => _activities[activity] = Count(_activities, activity) + 1;

    public void Visit(FlowConnection connection, bool followed)
    {
        _visits[connection.Key] = Count(_visits, connection.Key) + 1;
        _followed[connection.Key] = followed;
    }

    /// <summary>A race is over for an arrow that arrives after its target has already run.</summary>
    public bool CameTooLate(FlowConnection connection) => Count(_visits, connection.Key) <= Count(_activities, connection.Target);

    public bool AllVisited(IEnumerable<FlowConnection> inbound) => inbound.All(IsNewVisit);

    public bool AllFollowed(IEnumerable<FlowConnection> inbound) => inbound.All(IsFollowed);

    public bool AnyFollowed(IEnumerable<FlowConnection> inbound) => inbound.Any(IsFollowed);

    private bool IsNewVisit(FlowConnection connection) => Count(_visits, connection.Key) > Count(_activities, connection.Target);

    // A visit of an earlier round of a loop does not count for this one.
    private bool IsFollowed(FlowConnection connection) => IsNewVisit(connection) && _followed[connection.Key]?.GetValue<bool>() == true;

    private static int Count(JsonObject counters, string key) => counters[key]?.GetValue<int>() ?? 0;

    private static JsonObject Member(JsonObject state, string name)
    {
        if (state[name] is not JsonObject member)
        {
            state[name] = member = [];
        }

        return member;
    }
}
