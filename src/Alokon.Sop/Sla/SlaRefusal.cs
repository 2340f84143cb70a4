using System.Globalization;
using Alokon.Engine;

namespace Alokon.Sop.Sla;

/// <summary>What the room of working time refuses.</summary>
public abstract record SlaRefusal(string Code, RefusalKind Kind, string Message) : Refusal(Code, Kind, Message)
{
    /// <summary>A time standard in a definition cannot be read.</summary>
    public sealed record BrokenStandard : SlaRefusal
    {
        internal BrokenStandard(UnexpectedJsonException what)
            : base("time-standard-invalid", RefusalKind.Invalid, what.Message)
        {
            Arguments = [what.Place, what.Expected, what.Found];
            Fields = [new FieldError(what.Place, Code, what.Expected, what.Found)];
        }
    }

    /// <summary>A working calendar cannot be read.</summary>
    public sealed record BrokenCalendar : SlaRefusal
    {
        internal BrokenCalendar(UnexpectedJsonException what)
            : base("calendar-invalid", RefusalKind.Invalid, what.Message)
        {
            Arguments = [what.Place, what.Expected, what.Found];
            Fields = [new FieldError(what.Place, Code, what.Expected, what.Found)];
        }
    }

    /// <summary>The file of <c>./alokon sla due</c> cannot be read.</summary>
    public sealed record BrokenCases(string File, string Problem)
        : SlaRefusal("sla-cases-invalid", RefusalKind.Invalid, $"{File}: {Problem}");

    /// <summary>There is no calendar of this name among those that come with Alokon.</summary>
    public sealed record UnknownCalendar : SlaRefusal
    {
        public UnknownCalendar(string name, IEnumerable<string> known)
            : base("calendar-unknown", RefusalKind.Invalid, $"Expected one of the calendars {string.Join(", ", known)}, but found \"{name}\"") =>
            Arguments = [name];
    }

    /// <summary>The standard depends on the distance, but its table says nothing for the zone of this facility.</summary>
    public sealed record ZoneWithoutStandard : SlaRefusal
    {
        public ZoneWithoutStandard(int? zone, IEnumerable<string> known)
            : base("zone-without-standard", RefusalKind.Invalid, $"Expected a zone of the table ({string.Join(", ", known)}), but found {zone?.ToString(CultureInfo.InvariantCulture) ?? "none"}") =>
            Arguments = [zone?.ToString(CultureInfo.InvariantCulture) ?? "–"];
    }

    /// <summary>These figures are the whole office's; a position for one kecamatan or one facility does not see them.</summary>
    public sealed record NotOfficeWide()
        : SlaRefusal("sla-needs-office-scope", RefusalKind.Forbidden, "Expected a position that sees the whole office, but all are narrower")
    {
        internal static NotOfficeWide? Of(Officer officer) =>
            officer.IsSystem || officer.Holdings.Any(h => h.Scope == "office" || h.ScopeCode == "*") ? null : new NotOfficeWide();
    }
}
