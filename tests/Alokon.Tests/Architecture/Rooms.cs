namespace Alokon.Tests.Architecture;

/// <summary>Which room may use which: the arrows of the house as a table. A room is a namespace and all below it.</summary>
internal static class Rooms
{
    private const string Engine = "Alokon.Engine";
    private const string Sop = "Alokon.Sop";

    /// <summary>Where every room of the SOP stands: requests, effects and one transaction.</summary>
    private static readonly string[] Foundation = [Engine];

    private static readonly IReadOnlyDictionary<string, string[]> Arrows = new Dictionary<string, string[]>
    {
        [Engine] = [],
        [Engine + ".Expressions"] = [Engine],
        [Engine + ".Timers"] = [Engine],
        [Engine + ".Outbox"] = [Engine],
        [Engine + ".Activities"] = [Engine, Engine + ".Expressions"],
        [Engine + ".Definitions"] = [Engine, Engine + ".Timers", Engine + ".Expressions", Engine + ".Activities"],
        [Engine + ".Running"] = [Engine, Engine + ".Expressions", Engine + ".Activities", Engine + ".Definitions"],

        ["Alokon.Templating"] = [],

        [Sop] = Foundation,
        [Sop + ".People"] = Foundation,
        [Sop + ".Requests"] = Foundation,
        [Sop + ".Sla"] = Foundation,
        [Sop + ".Audit"] = Foundation,
        [Sop + ".Documents"] = [.. Foundation, "Alokon.Templating"],
        [Sop + ".Archive"] = [.. Foundation, Sop + ".Documents", Sop + ".Audit"],
        [Sop + ".Inbox"] = [.. Foundation, Sop + ".People", Sop + ".Sla", Sop + ".Audit", Engine + ".Running"],
        [Sop + ".Activities"] =
        [
            .. Foundation, Engine + ".Activities",
            Sop + ".People", Sop + ".Requests", Sop + ".Sla", Sop + ".Audit", Sop + ".Documents", Sop + ".Archive", Sop + ".Inbox",
        ],

        // What moves cases without an officer stands above them: it starts, resumes and stops them as an officer does.
        [Sop + ".Automation"] =
        [
            .. Foundation, Engine + ".Activities", Engine + ".Definitions", Engine + ".Running", Engine + ".Timers", Engine + ".Outbox",
            Sop + ".People", Sop + ".Requests", Sop + ".Audit", Sop + ".Activities", Sop + ".Cases",
        ],

        // A case is the whole: it stands above the other rooms, and none of them knows it.
        [Sop + ".Cases"] =
        [
            .. Foundation, Engine + ".Activities", Engine + ".Definitions", Engine + ".Running",
            Sop + ".People", Sop + ".Requests", Sop + ".Sla", Sop + ".Audit", Sop + ".Documents", Sop + ".Archive", Sop + ".Inbox", Sop + ".Activities",
        ],

        // An admin's work on the SOPs themselves, and on the cases that run on them.
        [Sop + ".Workflows"] =
        [
            .. Foundation, Engine + ".Activities", Engine + ".Definitions", Engine + ".Running", Engine + ".Expressions",
            Sop + ".People", Sop + ".Requests", Sop + ".Sla", Sop + ".Audit", Sop + ".Documents", Sop + ".Inbox", Sop + ".Activities",
        ],
    };

    /// <summary>The faces of the host: what two of them need stands beside them.</summary>
    private static readonly string[] Faces = ["Alokon.Host.Pages", "Alokon.Host.Api", "Alokon.Host.Elsa"];

    private static readonly (string From, string To)[] NotInHost = [.. from one in Faces from other in Faces where one != other select (one, other)];

    public static bool MayUse(Use use)
    {
        if (RoomOf(use.User) is not { } from)
        {
            return NotInHost.All(wall => !IsIn(use.User, wall.From) || !IsIn(use.Used, wall.To));
        }

        return RoomOf(use.Used) is { } to ? to == from || Arrows[from].Contains(to) : !IsIn(use.Used, "Alokon.Host");
    }

    /// <returns>The innermost room with an arrow table of its own; none for the host and for what is not ours.</returns>
    public static string? RoomOf(string type) => Arrows.Keys.Where(room => IsIn(type, room)).MaxBy(room => room.Length);

    public static bool IsIn(string type, string room) => type.StartsWith(room + ".", StringComparison.Ordinal);
}
