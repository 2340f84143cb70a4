namespace Alokon.Bench.Engine;

/// <summary>Something that many clients do, one step after the other.</summary>
internal interface ILoad
{
    string Mode { get; }

    /// <summary>Everything that <paramref name="clients"/> need so that their steps are only steps. Not measured.</summary>
    Task PrepareAsync(int clients, CancellationToken ct);

    /// <summary>One step of one client, durable when it returns.</summary>
    Task StepAsync(int client, CancellationToken ct);
}
