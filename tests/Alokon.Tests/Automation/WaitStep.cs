using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;

namespace Alokon.Tests.Automation;

/// <summary>Waits for anything and keeps what came.</summary>
internal sealed class WaitStep : IActivity
{
    public ActivityDescriptor Descriptor { get; } = new("Test.Wait", "Test.Wait", "SOP", "", [], [], ["Done"]);

    public Refusal? Execute(ActivityContext c)
    {
        c.CreateBookmark("Test.Wait");
        return null;
    }

    public Refusal? Resume(ActivityContext c, JsonObject stimulus)
    {
        c.SetOutput("came", stimulus);
        c.Complete();
        return null;
    }
}
