using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;

namespace Alokon.Tests.Engine;

/// <summary>Does half of its work, then fails.</summary>
internal sealed class FailingStep(string type = "Elsa.WriteLine") : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new(type, type, "", "", [], [], ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.SetOutput("half", 1);
        c.Emit(new Asked(c.CreateBookmark("half"), c.Node.Id));
        throw new ActivityFault("gagal", "Sistem", "Uji", "half done");
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        stimulus.Remove("outcome");
        return Execute(c);
    }
}
