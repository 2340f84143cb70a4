using Alokon.Engine;
using Alokon.Sop.People;
using Xunit;
using PeopleDirectory = Alokon.Sop.People.Directory;

namespace Alokon.Tests.People;

public sealed class DirectoryTests
{
    private const string Facility = "3315007";
    private const string Kecamatan = "Sumberwangi";

    [Theory]
    [InlineData(Roles.Faskes, "3315007", true)]
    [InlineData(Roles.Faskes, "3315001", false)]
    [InlineData(Roles.Plkb, "Sumberwangi", true)]
    [InlineData(Roles.Plkb, "Wanasari", false)]
    [InlineData(Roles.Plkb, "*", true)]
    [InlineData(Roles.Koordinator, "Wanasari", false)]
    [InlineData(Roles.Koordinator, "*", true)]
    [InlineData(Roles.Gudang, "", true)]
    [InlineData(Roles.Kabid, "", true)]
    public void A_position_sees_and_does_what_lies_in_its_scope(string role, string scopeCode, bool allowed)
    {
        var officer = Holding(Position(role, scopeCode));

        Assert.Equal(allowed, PeopleDirectory.MaySeeCase(officer, Facility, Kecamatan));
        Assert.Equal(allowed, PeopleDirectory.MayPerform(officer, role, Facility, Kecamatan) is not null);
    }

    [Theory]
    [InlineData(Roles.Auditor)]
    [InlineData(Roles.Manajer)]
    public void Who_watches_sees_everything_and_does_nothing(string role)
    {
        var officer = Holding(Position(role, ""));

        Assert.True(PeopleDirectory.MaySeeCase(officer, Facility, Kecamatan));
        Assert.Null(PeopleDirectory.MayPerform(officer, role, Facility, Kecamatan));
    }

    [Fact]
    public void A_task_is_done_under_the_position_of_its_role_not_under_another()
    {
        var officer = Holding(Position(Roles.Kabid, ""), Position(Roles.Gudang, "", Mandates.Plh));

        Assert.Equal(Mandates.Plh, PeopleDirectory.MayPerform(officer, Roles.Gudang, Facility, Kecamatan)?.Mandate);
        Assert.Null(PeopleDirectory.MayPerform(officer, Roles.Kadis, Facility, Kecamatan));
    }

    [Fact]
    public void Who_holds_a_role_definitively_acts_as_such_rather_than_as_Plt()
    {
        var officer = Holding(Position(Roles.Koordinator, "*", Mandates.Plt), Position(Roles.Koordinator, Kecamatan));

        Assert.Equal(Mandates.Definitif, PeopleDirectory.MayPerform(officer, Roles.Koordinator, Facility, Kecamatan)?.Mandate);
        Assert.Equal(Mandates.Plt, PeopleDirectory.MayPerform(officer, Roles.Koordinator, "3315012", "Wanasari")?.Mandate);
    }

    [Fact]
    public void Without_a_position_there_is_nothing_to_see_but_for_the_worker_itself()
    {
        Assert.False(PeopleDirectory.MaySeeCase(Holding(), Facility, Kecamatan));
        Assert.False(PeopleDirectory.MaySeeCase(Officer.Nobody(3315), Facility, Kecamatan));
        Assert.True(PeopleDirectory.MaySeeCase(Officer.System(3315), Facility, Kecamatan));
    }

    [Fact]
    public void Permissions_are_those_of_all_positions_held()
    {
        Assert.Equal(["cases.read", "cases.start", "tasks.perform"], Permissions.Of(Holding(Position(Roles.Plkb, "*"))));
        Assert.Equal(["audit.read", "cases.read", "definitions.read", "incidents.read", "numbers.read", "sla.read", "templates.read"], Permissions.Of(Holding(Position(Roles.Auditor, ""))));
        Assert.DoesNotContain(Permissions.PerformTasks, Permissions.Of(Holding(Position(Roles.Manajer, ""))));
        Assert.Contains(Permissions.PerformTasks, Permissions.Of(Holding(Position(Roles.Manajer, ""), Position(Roles.Gudang, "", Mandates.Plh))));
    }

    private static Officer Holding(params Holding[] holdings) =>
        new(3315, Ids.New(), Ids.New(), "uji", "Orang Uji", null, null, holdings);

    private static Holding Position(string role, string scopeCode, string mandate = Mandates.Definitif) =>
        new(Ids.New(), role, $"Jabatan {role}", Scopes.Of(role), scopeCode, mandate, mandate == Mandates.Definitif ? null : "SP/1");
}
