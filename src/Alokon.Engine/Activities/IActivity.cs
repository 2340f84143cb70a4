using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// One type of activity. Has no state of its own: one object serves all instances of all offices. Decides, never acts:
/// what must happen outside is emitted as an effect.
/// </summary>
public interface IActivity
{
    ActivityDescriptor Descriptor { get; }

    /// <summary>Must complete, create a bookmark or (a container) schedule children; anything else would leave the case waiting for nobody.</summary>
    /// <returns>Null, or why not: then the whole burst has not happened.</returns>
    Refusal? Execute(ActivityContext c);

    /// <summary>Somebody answered a bookmark of this activity; the bookmark is already taken away.</summary>
    Refusal? Resume(ActivityContext c, JsonObject stimulus);
}

/// <summary>An activity that runs others.</summary>
internal interface IContainer : IActivity
{
    /// <param name="c">The container.</param>
    /// <param name="child">Has just completed and is gone.</param>
    void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes);

    /// <param name="child">Was taken away by a race or a cancellation while the container goes on.</param>
    void ChildCancelled(ActivityContext c, Execution child);

    /// <summary>An activity somewhere inside says something. The sender is still open.</summary>
    /// <returns>True: taken, the containers further out do not hear of it.</returns>
    bool Receive(ActivityContext c, Signal signal) => false;
}
