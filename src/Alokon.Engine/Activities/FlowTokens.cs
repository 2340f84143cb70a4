using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// The tokens of one flowchart run: how many lie on each arrow and are not consumed yet, and how many arrivals of each arrow are
/// to be swallowed. A view over the JSON that is kept with the instance; an arrow without any is not in it.
/// </summary>
internal sealed class FlowTokens(JsonObject state)
{
    private readonly StateCounters _tokens = new(state, "tokens");
    private readonly StateCounters _blocked = new(state, "blocked");

    public bool Any => _tokens.Any;

    public bool Has(FlowArrow arrow) => _tokens[arrow.Key] > 0;

    /// <summary>A token is under way to this activity.</summary>
    public bool HasFor(FlowPlace place) => _tokens.Any && place.Inbound.Exists(Has);

    public void Emit(FlowArrow arrow) => _tokens[arrow.Key]++;

    public void ConsumeInto(FlowPlace place) => place.Inbound.ForEach(arrow => _tokens[arrow.Key] = 0);

    public void Block(FlowArrow arrow) => _blocked[arrow.Key]++;

    /// <summary>An arrival that nobody waits for any more goes, and its token with it.</summary>
    public bool Swallow(FlowArrow arrow)
    {
        if (_blocked[arrow.Key] == 0)
        {
            return false;
        }

        _blocked[arrow.Key]--;
        _tokens[arrow.Key]--;
        return true;
    }

    /// <summary>Nothing that came from a cancelled activity, or was to go to it, is left.</summary>
    public void Forget(FlowPlace place)
    {
        foreach (var arrow in place.Inbound.Concat(place.Outbound))
        {
            _tokens[arrow.Key] = 0;
            _blocked[arrow.Key] = 0;
        }
    }
}
