using System.Text.Json.Nodes;

namespace Alokon.Faults.Officers;

/// <summary>What an officer sent and what came back at last: one entry of the history.</summary>
/// <param name="Kind">start, claim or complete.</param>
/// <param name="Key">The idempotency key; several senders of one key are one deed.</param>
internal sealed record Deed(int Office, string Officer, string Kind, Guid Case, Guid Task, string Step, string Outcome, string Key)
{
    private static long _ticks;

    /// <summary>Real-time order of the harness: what ended before something else began.</summary>
    public long Invoked { get; } = Interlocked.Increment(ref _ticks);

    public long Answered { get; private set; } = long.MaxValue;

    /// <summary>0 = nobody ever answered.</summary>
    public int Status { get; private set; }

    public string Answer { get; private set; } = "";

    /// <summary>How often it was sent.</summary>
    public int Tries { get; set; }

    /// <summary>What it says about goods: pieces per commodity that leave the store.</summary>
    public IReadOnlyDictionary<string, int> Shipped { get; init; } = new Dictionary<string, int>();

    public bool Accepted => Status is 200 or 201;

    public JsonNode Body => JsonNode.Parse(Answer)!; // only of an answered deed

    public void Close(int status, string answer)
    {
        (Status, Answer) = (status, answer);
        Answered = Interlocked.Increment(ref _ticks);
    }
}
