using System.Globalization;
using Alokon.Sop.Sla;
using Alokon.Sop.Workflows.Table;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>What each row's wording of its time leaves open.</summary>
internal static class TimeRules
{
    /// <summary>From here on minutes are days, and a slip of one zero is likely.</summary>
    private const int ManyMinutes = 1800;

    private const int MinutesOfDay = 450;

    public static void Ask(Intake intake)
    {
        var missing = new List<int>();
        for (var i = 0; i < intake.Rows.Count; i++)
        {
            var reading = WaktuReading.Read(intake.Rows[i].Waktu);
            intake.Rows[i] = intake.Rows[i] with { Standard = reading.Standard.ToJson().ToJsonString() };
            if (reading.Kind == WaktuKind.Empty)
            {
                missing.Add(i);
            }

            Ask(intake, i, reading);
        }

        if (missing.Count > 0)
        {
            intake.Ask(missing.Count == intake.Rows.Count ? "times-all-missing" : "times-missing", missing[0], intake.Names(missing));
        }

        AskShared(intake);
    }

    private static void Ask(Intake intake, int i, WaktuReading reading)
    {
        var (name, wording) = (intake.Name(i), intake.Rows[i].Waktu);
        switch (reading.Kind)
        {
            case WaktuKind.ByDistance:
                intake.Ask("time-by-distance", i, name, wording);
                break;
            case WaktuKind.Recurring:
                intake.Ask("time-recurring", i, name, wording);
                break;
            case WaktuKind.Unreadable:
                intake.Ask("time-unreadable", i, name, wording);
                break;
            case WaktuKind.Range:
                intake.Ask("time-range", i, name, wording);
                break;
            case WaktuKind.Fixed or WaktuKind.AtMost when reading.Standard is { Kind: StandardKind.WorkingDays } && !reading.SaysWorking:
                intake.Ask("time-days-working", i, name, wording);
                break;
            case WaktuKind.Fixed or WaktuKind.AtMost when reading.Standard is { Kind: StandardKind.WorkingMinutes, Amount: >= ManyMinutes } long_:
                intake.Ask("time-very-long", i, name, wording, Days(long_.Amount), (long_.Amount / 10).ToString(CultureInfo.InvariantCulture));
                break;
            case WaktuKind.Fixed or WaktuKind.AtMost or WaktuKind.Empty:
                break;
        }
    }

    /// <summary>Two rows with the same kelengkapan, time and output were one cell: one time, not two.</summary>
    private static void AskShared(Intake intake)
    {
        for (var i = 1; i < intake.Rows.Count; i++)
        {
            var (one, two) = (intake.Rows[i - 1], intake.Rows[i]);
            if (one.Waktu.Length == 0 || one.Kelengkapan.Length == 0 || (one.Waktu, one.Kelengkapan, one.Output) != (two.Waktu, two.Kelengkapan, two.Output))
            {
                continue;
            }

            intake.Ask("time-shared-cell", i, intake.Name(i - 1), intake.Name(i), two.Waktu, SopText.Short(one.Kegiatan, 60), SopText.Short(two.Kegiatan, 60));
            if (TimeStandard.Known(one.Standard) is { Kind: StandardKind.WorkingMinutes } standard)
            {
                var shared = (standard with { Budget = $"langkah-{i}-{i + 1}" }).ToJson().ToJsonString();
                (intake.Rows[i - 1], intake.Rows[i]) = (one with { Standard = shared }, two with { Standard = shared });
            }
        }
    }

    private static string Days(int minutes) => ((decimal)minutes / MinutesOfDay).ToString("0.#", CultureInfo.GetCultureInfo("id-ID"));
}
