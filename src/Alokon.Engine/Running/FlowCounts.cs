using System.Text.Json.Nodes;

namespace Alokon.Engine.Running;

/// <summary>
/// What a flowchart in counter mode has counted, read from its state at rest and written back in the same shape: one signed
/// number for an arrow (negative: not followed the last time), or, in states of the first releases, two members.
/// </summary>
internal sealed class FlowCounts(bool shape)
{
    private const string Activities = "activities";
    private const string ArrowCounts = "arrows";
    private const string OldVisits = "visits";
    private const string OldFollowed = "followed";

    /// <summary>True: one signed number.</summary>
    public bool Shape { get; } = shape;

    public Dictionary<string, int> Visits { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Arrows { get; } = new(StringComparer.Ordinal);

    public int Of(string activity) => Visits.GetValueOrDefault(activity);

    public static FlowCounts Read(JsonObject state, StepMap map)
    {
        var counts = new FlowCounts(state[OldVisits] is null);
        foreach (var (id, count) in Members(state, Activities))
        {
            counts.Visits[map.Of(id)] = count;
        }

        foreach (var (key, count) in Members(state, counts.Shape ? ArrowCounts : OldVisits))
        {
            var followed = counts.Shape || state[OldFollowed]?[key]?.GetValue<bool>() == true;
            counts.Arrows[map.OfArrow(key)] = followed ? count : -count;
        }

        return counts;
    }

    public void Write(JsonObject state)
    {
        Set(state, Activities, Visits);
        if (Shape)
        {
            Set(state, ArrowCounts, Arrows);
            return;
        }

        Set(state, OldVisits, Arrows.ToDictionary(arrow => arrow.Key, arrow => Math.Abs(arrow.Value)));
        state[OldFollowed] = new JsonObject(Arrows.Where(arrow => arrow.Value != 0).Select(arrow => KeyValuePair.Create(arrow.Key, (JsonNode?)(arrow.Value > 0))));
    }

    // Nothing is written for a zero: that is how the flowchart keeps its state small.
    private static void Set(JsonObject state, string member, IReadOnlyDictionary<string, int> counts)
    {
        state.Remove(member);
        var numbers = counts.Where(count => count.Value != 0).Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)).ToList();
        if (numbers.Count > 0)
        {
            state[member] = new JsonObject(numbers);
        }
    }

    private static IEnumerable<(string Key, int Count)> Members(JsonObject state, string member) =>
        (state[member] as JsonObject ?? []).Select(pair => (pair.Key, pair.Value!.GetValue<int>())); // flowcharts write numbers only
}
