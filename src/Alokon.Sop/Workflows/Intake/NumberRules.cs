using System.Globalization;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Numbers of the steps, and the number of the SOP itself.</summary>
internal static class NumberRules
{
    public static void Ask(Intake intake)
    {
        var numbers = intake.Rows.Select(row => int.TryParse(row.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        for (var i = 1; i < numbers.Count; i++)
        {
            if (numbers[i] == 0 || numbers[i] != numbers[i - 1])
            {
                continue;
            }

            var (first, second) = (SopText.Short(intake.Rows[i - 1].Kegiatan, 60), SopText.Short(intake.Rows[i].Kegiatan, 60));
            if (!numbers.Contains(numbers[i] + 1))
            {
                intake.Ask("number-twice-and-gap", i, $"{numbers[i]}", first, second, $"{numbers[i] + 1}");
            }
            else
            {
                intake.Ask("number-twice", i, $"{numbers[i]}", first, second);
            }
        }

        foreach (var gap in Gaps(numbers))
        {
            intake.Ask("number-missing", null, $"{gap}", $"{gap - 1}", $"{gap + 1}");
        }

        var (number, decree) = (intake.Head.Fields.GetValueOrDefault("number", ""), intake.Head.Fields.GetValueOrDefault("decree", ""));
        if (number.Length == 0 && decree.Length > 0)
        {
            intake.Ask("sop-number-is-decree", null, decree);
        }
        else if (number.Length == 0)
        {
            intake.Ask("sop-number-empty", null);
        }
    }

    /// <summary>A gap after a number that stands twice is one question, not two.</summary>
    private static IEnumerable<int> Gaps(List<int> numbers)
    {
        var counted = numbers.Where(n => n > 0).ToList();
        return counted.Count == 0 ? [] : Enumerable.Range(counted.Min(), counted.Max() - counted.Min()).Where(n => !counted.Contains(n) && counted.Count(c => c == n - 1) < 2);
    }
}
