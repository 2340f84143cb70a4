namespace Alokon.Engine.Running;

/// <param name="Version">Counts the bursts of the instance, from 1.</param>
/// <param name="Status">Running or Finished.</param>
/// <param name="SubStatus">Suspended; Finished, Cancelled, Faulted.</param>
public sealed record InstanceMoved(Guid Instance, int Version, string Status, string SubStatus, string DefinitionId, int DefinitionVersion);
