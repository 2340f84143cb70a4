using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using CsvHelper;

namespace Alokon.Sop.Sla;

/// <summary>The calendars that come with Alokon (Sla/Data): an office starts from one of them and keeps its own versions afterwards.</summary>
public static class CalendarLibrary
{
    private const string Folder = "Alokon.Sop.Sla.Data.";
    private const string Before = "@before-";

    private static readonly Lazy<IReadOnlyDictionary<string, CalendarDefinition>> All = new(ReadAll);

    public static IEnumerable<string> Names => All.Value.Keys.Order();

    public static Outcome<CalendarDefinition> Find(string name) =>
        All.Value.TryGetValue(name, out var calendar) ? calendar : new SlaRefusal.UnknownCalendar(name, Names);

    /// <param name="query">A name, or <c>NAME@before-2025-08-07</c>: the same calendar as it was known before that day.</param>
    public static Outcome<WorkingCalendar> Query(string query)
    {
        var at = query.IndexOf(Before, StringComparison.Ordinal);
        var name = at < 0 ? query : query[..at];
        if (Find(name).IsRefused(out var refusal))
        {
            return refusal;
        }

        if (at < 0)
        {
            return new WorkingCalendar(All.Value[name]);
        }

        return DateOnly.TryParseExact(query[(at + Before.Length)..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day > DateOnly.MinValue
            ? new WorkingCalendar(All.Value[name], day.AddDays(-1))
            : new SlaRefusal.UnknownCalendar(query, Names);
    }

    /// <summary>As <see cref="SetCalendar"/> takes it, with its holidays filled in.</summary>
    /// <exception cref="FileNotFoundException">No such calendar comes with Alokon.</exception>
    public static JsonObject Read(string name) => Fill($"{Folder}{name}.json");

    private static Dictionary<string, CalendarDefinition> ReadAll() =>
        typeof(CalendarLibrary).Assembly.GetManifestResourceNames()
            .Where(file => file.StartsWith(Folder, StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => CalendarDefinition.Parse(Fill(file).ToJsonString(), file).Match(
                calendar => calendar,
                refusal => throw new InvalidDataException(refusal.Message)))
            .ToDictionary(calendar => calendar.Name);

    // The files are part of the program: one that cannot be read is a fault of the build, not an expected refusal.
    private static JsonObject Fill(string file)
    {
        using var reader = Open(file);
        var json = JsonPlace.Parse(reader.ReadToEnd(), file);
        var whole = (JsonObject)json.Node!; // a calendar file is an object; anything else fails here, at the first test
        var table = json["holidaysFrom"].Text();
        whole.Remove("holidaysFrom");
        var days = ReadDays(Folder + table);
        whole["ramadan"] = new JsonArray([.. Periods(days)]);
        whole["holidays"] = new JsonArray([.. days.Where(d => d.Closed).Select(d => Dated(d, ("date", d.Date), ("name", d.Name), ("certainty", d.Certainty)))]);
        return whole;
    }

    private static IEnumerable<JsonNode?> Periods(IReadOnlyList<Day> days)
    {
        foreach (var start in days.Where(d => d.Type == "ramadan_start"))
        {
            var end = days.First(d => d.Type == "ramadan_end" && string.CompareOrdinal(d.Date, start.Date) > 0);
            yield return Dated(start, ("from", start.Date), ("to", end.Date), ("name", start.Name));
        }
    }

    private static JsonObject Dated(Day day, params (string Name, string Value)[] members)
    {
        var json = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Value)));
        if (day.KnownFrom.Length > 0)
        {
            json["knownFrom"] = day.KnownFrom;
        }

        return json;
    }

    private static List<Day> ReadDays(string file)
    {
        using var text = Open(file);
        using var csv = CsvReader.Create(text, new CsvReaderOptions(), false);
        var days = new List<Day>();
        while (csv.Read())
        {
            days.Add(new Day(
                csv.GetString("date"),
                csv.GetString("type"),
                csv.GetString("name_id"),
                csv.GetString("non_working_for_office") == "yes",
                csv.GetString("certainty"),
                csv.GetString("known_from")));
        }

        return days;
    }

    private static StreamReader Open(string file) =>
        new(typeof(CalendarLibrary).Assembly.GetManifestResourceStream(file) ?? throw new InvalidDataException($"{file} is not part of the program"));

    private sealed record Day(string Date, string Type, string Name, bool Closed, string Certainty, string KnownFrom);
}
