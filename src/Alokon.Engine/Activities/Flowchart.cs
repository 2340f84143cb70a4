using System.Text.Json.Nodes;

namespace Alokon.Engine.Activities;

/// <summary>
/// Activities joined by arrows, in Elsa's counter mode: every completed activity visits all arrows that leave it, followed or
/// not; an activity runs (or is skipped, and visits its own arrows as not followed) once enough of the arrows that lead to it
/// have been visited. So a join never waits for a way that nobody will take.
/// </summary>
internal sealed class Flowchart : IContainer
{
    public ActivityDescriptor Descriptor { get; } = new(
        "Elsa.Flowchart", "Bagan alur", "Alur", "Kegiatan yang dihubungkan dengan panah.", [], [], ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        if (FlowGraph.Of(c).StartNode is { } start)
        {
            c.Schedule(start);
        }
        else
        {
            c.Complete();
        }

        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus) => new NotResumable(c.Node.Id);

    public void ChildCompleted(ActivityContext c, Execution child, IReadOnlyList<string> outcomes)
    {
        if (c.IsTerminal(child.Node))
        {
            c.EndBy(child.Node);
            c.Complete();
            return;
        }

        new Round(c).Leave(child.Node.Id, outcomes, child.Backward);
        CompleteWhenIdle(c);
    }

    public void ChildCancelled(ActivityContext c, Execution child)
    {
        new Round(c).Leave(child.Node.Id, [], child.Backward);
        CompleteWhenIdle(c);
    }

    private static void CompleteWhenIdle(ActivityContext c)
    {
        if (!c.Execution.Ended && !c.HasOpenWork)
        {
            c.Complete();
        }
    }

    /// <summary>The consequences of one completed child.</summary>
    private sealed class Round(ActivityContext c)
    {
        private readonly FlowGraph _graph = FlowGraph.Of(c);
        private readonly FlowScope _scope = new(c.Execution.State);

        /// <param name="outcomes">Empty: skipped or cancelled, no arrow is followed.</param>
        /// <param name="backward">It ran because of a loop: the arrows were visited, the activity was not newly entered.</param>
        public void Leave(string activity, IReadOnlyList<string> outcomes, bool backward)
        {
            if (!backward)
            {
                _scope.Visit(activity);
            }

            foreach (var connection in _graph.Outbound(activity))
            {
                var followed = outcomes.Contains(connection.Port);
                _scope.Visit(connection, followed);
                if (_graph.IsForward(connection))
                {
                    Arrive(connection);
                }
                else if (followed)
                {
                    GoBack(connection);
                }
            }
        }

        private void GoBack(FlowConnection connection)
        {
            if (_graph.IsValidLoop(connection))
            {
                c.Schedule(Child(connection.Target), backward: true);
            }
            else
            {
                c.Refuse(InvalidLoop.Between(connection.Source, connection.Target));
            }
        }

        private void Arrive(FlowConnection connection)
        {
            var target = Child(connection.Target);
            var inbound = _graph.ForwardInbound(connection.Target);
            switch (ModeOf(target))
            {
                case "WaitAny":
                    Race(connection, target, inbound);
                    break;
                case "WaitAll" when _scope.AllVisited(inbound):
                    RunOrSkip(target, _scope.AllFollowed(inbound));
                    break;
                case "WaitAllActive" when _scope.AllVisited(inbound):
                    RunOrSkip(target, _scope.AnyFollowed(inbound));
                    break;
            }
        }

        private void Race(FlowConnection connection, ActivityNode target, IEnumerable<FlowConnection> inbound)
        {
            if (_scope.CameTooLate(connection) || c.IsUnderWay(target))
            {
                return;
            }

            if (_scope.AnyFollowed(inbound))
            {
                c.Schedule(target);
                c.CancelChildren(_graph.Ancestors(target, c.Node).Contains);
            }
            else if (_scope.AllVisited(inbound))
            {
                Leave(target.Id, [], backward: false);
            }
        }

        private void RunOrSkip(ActivityNode target, bool run)
        {
            if (run)
            {
                c.Schedule(target);
            }
            else
            {
                Leave(target.Id, [], backward: false);
            }
        }

        private string ModeOf(ActivityNode target) =>
            target.Type == "Elsa.FlowJoin" ? c.InputOfChild(target, "mode") ?? "WaitAll" : "WaitAllActive";

        private ActivityNode Child(string id) => c.Node.Port("activities").First(child => child.Id == id);
    }
}
