using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>Numbers by key that an activity keeps in one member of its state; a zero takes no room in it.</summary>
internal sealed class StateCounters(JsonObject state, string member)
{
    public bool Any => state[member] is JsonObject;

    public int this[string key]
    {
        get => state[member] is JsonObject counters && counters.TryGetPropertyValue(key, out var count) && count is not null ? count.GetValue<int>() : 0;
        set => Set(key, value);
    }

    private void Set(string key, int value)
    {
        if (state[member] is not JsonObject counters)
        {
            counters = [];
        }

        if (value == 0)
        {
            counters.Remove(key);
        }
        else
        {
            counters[key] = value;
        }

        if (counters.Count == 0)
        {
            state.Remove(member);
        }
        else if (counters.Parent is null)
        {
            state[member] = counters;
        }
    }
}
