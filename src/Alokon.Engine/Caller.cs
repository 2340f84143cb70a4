namespace Alokon.Engine;

/// <summary>Who stands at the edge and sends the request; one per scope, filled by the edge before it sends.</summary>
public sealed class Caller
{
    /// <summary>Null: nobody has signed in.</summary>
    public Officer? Officer { get; set; }

    /// <summary>As the client wrote it (header Idempotency-Key). One command per key: an edge that sends two sets it only for one.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>Fingerprint of method, path and body: the same key with another one is refused.</summary>
    public string? RequestHash { get; set; }

    /// <summary>Network address of the client, for the throttle.</summary>
    public string? Address { get; set; }
}
