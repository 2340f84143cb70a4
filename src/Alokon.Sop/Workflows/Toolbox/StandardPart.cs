using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using Alokon.Engine.Activities;
using Alokon.Sop.Sla;

namespace Alokon.Sop.Workflows.Toolbox;

/// <summary>A time standard as kind, number, zones and shared budget, with the SOP's wording shown back.</summary>
internal static class StandardPart
{
    public const string Input = "standard";
    public const string Wording = "standardText";
    private const string Kind = "standardKind";
    private const string Amount = "standardAmount";
    private const string Zones = "standardZones";
    private const string Budget = "standardBudget";
    private const string Group = "Mutu baku";

    public static IReadOnlyList<StepEditor> Editors { get; } =
    [
        new(Field(Kind, "Standar waktu", "Cara SOP menghitung waktunya.", "dropdown") with { Options = [.. Enum.GetValues<StandardKind>().Select(kind => new InputOption(TimeStandard.Name(kind), Name(kind)))] }, Input),
        new(Field(Amount, "Jumlah", "Bilangan bulat: menit, hari, minggu, atau bulan sesuai standarnya. Kosong untuk zona dan tanpa batas.", "singleline"), Input),
        new(Field(Zones, "Menit kerja per zona", "Hanya untuk standar sesuai zona. Satu zona per baris: nomor zona, titik dua, menit kerja. Misalnya 1: 120", "multiline"), Input),
        new(Field(Budget, "Jatah bersama", "Langkah dengan nama jatah yang sama memakai menitnya bersama-sama. Kosong: jatah sendiri.", "singleline"), Input),
        new(Field(Wording, "Tertulis di SOP", "Bunyi standar waktu langkah ini.", "singleline"), Input) { IsReadOnly = true },
    ];

    /// <summary>What the fields show of a standard; nothing where it is only known when the case runs.</summary>
    public static JsonObject Take(JsonNode? standard) => new()
    {
        [Kind] = standard?["kind"]?.ToString() ?? "",
        [Amount] = standard?["amount"]?.ToString() ?? "",
        [Zones] = string.Join('\n', (standard?["zones"] as JsonObject ?? []).Select(zone => $"{zone.Key}: {zone.Value}")),
        [Budget] = standard?["budget"]?.ToString() ?? "",
        [Wording] = Words(standard),
    };

    private static string Words(JsonNode? standard) =>
        standard?["kind"] is null ? "belum diisi"
        : TimeStandard.Parse(standard).IsRefused(out _) ? "belum lengkap"
        : standard["zones"] is JsonObject zones ? $"sesuai zona ({string.Join(", ", zones.Select(zone => $"{zone.Key}: {zone.Value}"))} menit kerja)"
        : StandardText.Of(standard);

    /// <summary>The standard that the fields say; with what is missing left out, for a draft may be unfinished.</summary>
    public static JsonNode? Put(FieldReading fields)
    {
        var kind = fields.Text(Kind);
        if (kind.Length > 0 && Enum.GetValues<StandardKind>().All(known => TimeStandard.Name(known) != kind))
        {
            fields.Refuse(Kind, "choice-unknown", kind, string.Join(", ", Enum.GetValues<StandardKind>().Select(Name)));
        }

        var standard = new JsonObject();
        Add(standard, "kind", kind.Length > 0 ? kind : null);
        Add(standard, "amount", fields.Text(Amount) is { Length: > 0 } amount ? Whole(fields, Amount, amount) : null);
        Add(standard, "budget", fields.Text(Budget) is { Length: > 0 } budget ? budget : null);
        Add(standard, "zones", ReadZones(fields));
        return standard.Count > 0 ? standard : null;
    }

    private static void Add(JsonObject standard, string name, JsonNode? value)
    {
        if (value is not null)
        {
            standard[name] = value;
        }
    }

    private static JsonObject? ReadZones(FieldReading fields)
    {
        var zones = new JsonObject();
        foreach (var line in fields.Text(Zones).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(':', StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) || zones.ContainsKey(parts[0]))
            {
                fields.Refuse(Zones, "zone-line-malformed", line);
            }
            else
            {
                zones[parts[0]] = Whole(fields, Zones, parts[1]);
            }
        }

        return zones.Count > 0 ? zones : null;
    }

    private static JsonValue? Whole(FieldReading fields, string field, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return JsonValue.Create(number);
        }

        fields.Refuse(field, "field-not-whole-number", text);
        return null;
    }

    private static string Name(StandardKind kind) => kind switch
    {
        StandardKind.WorkingMinutes => "Menit kerja",
        StandardKind.WorkingDays => "Hari kerja (sampai akhir hari ke-n)",
        StandardKind.ElapsedWorkingDays => "Hari waktu kerja sejak diterima",
        StandardKind.CalendarWeeks => "Minggu kalender",
        StandardKind.CalendarMonths => "Bulan kalender",
        StandardKind.ByZone => "Sesuai zona wilayah",
        StandardKind.None => "Tanpa batas waktu",
    };

    private static InputDescriptor Field(string name, string title, string help, string hint) =>
        new(name, "String", title, help, hint, null, Group) { IsWrapped = false };
}
