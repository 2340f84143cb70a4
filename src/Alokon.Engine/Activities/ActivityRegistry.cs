namespace Alokon.Engine.Activities;

/// <summary>Every activity type this program runs. Written out by the Host (built-in and SOP), never scanned.</summary>
public sealed class ActivityRegistry(IEnumerable<IActivity> activities)
{
    private readonly Dictionary<string, IActivity> _byType =
        activities.ToDictionary(activity => activity.Descriptor.Type, StringComparer.Ordinal);

    public IActivity? Find(string type) => _byType.GetValueOrDefault(type);

    /// <summary>What runs a node: the activity of its type, or the one that runs a whole workflow where the node stands for one.</summary>
    public IActivity? Find(ActivityNode node) => node.Callee is null ? Find(node.Type) : Subworkflow.Activity;

    public IReadOnlyList<ActivityDescriptor> Descriptors =>
        [.. _byType.Values.Select(activity => activity.Descriptor).OrderBy(d => d.Category, StringComparer.Ordinal).ThenBy(d => d.Type, StringComparer.Ordinal)];
}
