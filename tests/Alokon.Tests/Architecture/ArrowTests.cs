using System.Text.RegularExpressions;
using Xunit;

namespace Alokon.Tests.Architecture;

public sealed partial class ArrowTests
{
    private static readonly IReadOnlyList<Use> Uses = [.. House.Assemblies.SelectMany(assembly => CompiledUses.Of(assembly.Location))];

    [Fact]
    public void No_room_uses_a_room_that_it_has_no_arrow_to() =>
        Assert.Empty(Uses.Where(use => Rooms.IsIn(use.User, "Alokon") && !Rooms.MayUse(use)).Select(use => $"{use.User} -> {use.Used}").Order());

    [Theory]
    [InlineData("Alokon.Sop.Inbox.CompleteTaskHandler", "Alokon.Engine.Running.WorkflowRunner")] // a constructor's parameter
    [InlineData("Alokon.Sop.Archive.SealCaseHandler", "Alokon.Sop.Audit.AuditLog")]
    [InlineData("Alokon.Engine.Running.WorkflowRunner", "Alokon.Engine.Running.Burst")] // a static call in an async method
    [InlineData("Alokon.Sop.People.SignIn", "Alokon.Engine.AllowAnyoneAttribute")] // an attribute
    [InlineData("Alokon.Host.Composition", "Alokon.Sop.Cases.StartCaseHandler")] // a type argument only
    public void The_reader_sees_every_kind_of_use(string user, string used) => Assert.Contains(new Use(user, used), Uses);

    [Fact]
    public void An_arrow_against_the_table_is_seen() =>
        Assert.False(Rooms.MayUse(new Use("Alokon.Sop.Requests.AmrahForm", "Alokon.Sop.Inbox.TaskRows")));

    [Fact]
    public void Pages_and_Api_do_not_know_each_other() =>
        Assert.False(Rooms.MayUse(new Use("Alokon.Host.Pages.InboxPage", "Alokon.Host.Api.TaskEndpoints")));

    [Fact]
    public void Every_type_of_the_lower_three_stands_in_a_room() =>
        Assert.DoesNotContain(House.Types, type => type.Assembly.GetName().Name != "alokon" && Rooms.RoomOf(type.FullName!) is null); // a type of ours has a full name

    /// <summary>Embedded makes the login role before there is a schema; whatever else speaks to a table stands in the room that owns it.</summary>
    [Fact]
    public void The_host_speaks_to_no_table() =>
        Assert.DoesNotContain(
            House.Sources,
            file => file.Path.StartsWith("src/Alokon.Host/", StringComparison.Ordinal)
                && !file.Path.StartsWith("src/Alokon.Host/Embedded/", StringComparison.Ordinal)
                && !file.Path.StartsWith("src/Alokon.Host/Migrations/", StringComparison.Ordinal)
                && Statement().IsMatch(file.Text));

    [GeneratedRegex(@"\b(INSERT INTO|DELETE FROM|UPDATE [a-z_]+\.[a-z_]+|FROM [a-z_]+\.[a-z_]+)\b")]
    private static partial Regex Statement();
}
