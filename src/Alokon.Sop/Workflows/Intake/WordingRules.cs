using System.Text.RegularExpressions;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>What the words of a step say beyond its cells: decisions, conditions, repetition, forms and abbreviations.</summary>
internal static partial class WordingRules
{
    public static void Ask(Intake intake)
    {
        for (var i = 0; i < intake.Rows.Count; i++)
        {
            AskOne(intake, i);
        }

        AskRequirements(intake);
        AskScope(intake);
        AskForms(intake);
        AskAbbreviations(intake);
    }

    private static void AskOne(Intake intake, int i)
    {
        var row = intake.Rows[i];
        var said = new[] { row.Kegiatan, row.Keterangan, row.Output };
        if (said.FirstOrDefault(text => Choice().IsMatch(text)) is { } decision)
        {
            intake.Decisions.Add(i);
            intake.Ask("step-decides", i, intake.Name(i), SopText.Short(decision));
        }

        if (SopText.IsConditional(row.Kegiatan))
        {
            intake.Conditional.Add(i);
            intake.Ask("step-conditional", i, intake.Name(i), SopText.Short(row.Kegiatan));
        }

        if (Again().Match(row.Kegiatan) is { Success: true } again)
        {
            intake.Ask("step-recurring", i, intake.Name(i), again.Value);
        }

        if (Handover().IsMatch(row.Kegiatan) && Count().IsMatch(row.Keterangan + " " + row.Kelengkapan))
        {
            intake.Ask("handover-two-parties", i, intake.Name(i));
        }

        foreach (var same in FormNames().Matches(row.Kelengkapan).GroupBy(form => form.Groups["code"].Value).Where(form => form.Select(f => SopText.Plain(f.Groups["name"].Value)).Distinct().Count() > 1))
        {
            intake.Ask("form-two-names", i, intake.Name(i), same.Key, string.Join(" dan ", same.Select(f => $"“{f.Groups["name"].Value.Trim()}”").Distinct()));
        }
    }

    /// <summary>What the requester must bring is looked at somewhere: in the first step, if it asks for nothing else.</summary>
    private static void AskRequirements(Intake intake)
    {
        var required = intake.Head.Items("requirements");
        if (required.Count == 0)
        {
            return;
        }

        var list = string.Join("; ", required);
        if (intake.Rows[0].Kelengkapan.Length == 0)
        {
            intake.Rows[0] = intake.Rows[0] with { Kelengkapan = list };
            intake.Ask("requirements-in-first-step", 0, list);
        }
        else
        {
            intake.Ask("requirements-in-no-step", null, list);
        }
    }

    /// <summary>Lettered steps below one numbered item, with others beside it that have none.</summary>
    private static void AskScope(Intake intake)
    {
        if (intake.Around is [.., var over] and { Count: > 1 })
        {
            intake.Ask("steps-under-one-heading", null, $"{intake.Rows[0].Number}–{intake.Rows[^1].Number}", over, string.Join("; ", intake.Around.SkipLast(1)));
        }
    }

    /// <summary>R/2/KB and R/II/KB: one form in two spellings, or two forms.</summary>
    private static void AskForms(Intake intake)
    {
        var codes = intake.Rows.SelectMany(row => Form().Matches($"{row.Kegiatan} {row.Kelengkapan} {row.Output} {row.Keterangan}")).Select(form => form.Value.ToUpperInvariant()).Distinct();
        foreach (var same in codes.GroupBy(Arabic).Where(form => form.Count() > 1))
        {
            intake.Ask("form-two-spellings", null, string.Join(" dan ", same));
        }
    }

    private static string Arabic(string code) => code.Replace("/IV/", "/4/", StringComparison.Ordinal).Replace("/III/", "/3/", StringComparison.Ordinal).Replace("/II/", "/2/", StringComparison.Ordinal).Replace("/I/", "/1/", StringComparison.Ordinal);

    /// <summary>An abbreviation that is used once and differs by one letter from one that is explained.</summary>
    private static void AskAbbreviations(Intake intake)
    {
        var texts = intake.Rows.Select(row => $"{row.Kegiatan} {row.Kelengkapan} {row.Output}").ToList();
        var explained = texts.SelectMany(text => Explained().Matches(text)).Select(match => match.Groups["short"].Value).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < texts.Count; i++)
        {
            foreach (var odd in Capitals().Matches(texts[i]).Select(match => match.Value).Distinct().Where(word => !explained.Contains(word)))
            {
                if (texts.Sum(text => Capitals().Matches(text).Count(match => match.Value == odd)) == 1 && explained.FirstOrDefault(word => DiffersByOne(word, odd)) is { } meant)
                {
                    intake.Ask("abbreviation-unknown", i, intake.Name(i), odd, meant);
                }
            }
        }
    }

    private static bool DiffersByOne(string one, string other) => one.Length == other.Length && one.Zip(other).Count(pair => pair.First != pair.Second) == 1;

    [GeneratedRegex(@"\bmenyetujui\s*/\s*(tdk|tidak)\b|\b(ya|setuju|lolos|layak|lengkap|sesuai)\s*(/|atau)\s*(tdk|tidak)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Choice();

    [GeneratedRegex(@"\bse{1,2}tiap\s+(hari|minggu|bulan|tahun|triwulan)\b|\bsecara\s+berkala\b|\bsesuai\s+jadwal\b", RegexOptions.IgnoreCase)]
    private static partial Regex Again();

    [GeneratedRegex(@"\b(menyerahkan|serah\s+terima)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Handover();

    [GeneratedRegex(@"\b(mencocokkan|menghitung|menerima)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Count();

    [GeneratedRegex(@"\b(?<code>[A-Z]/[0-9IVX]+/KB)\s+(?<name>kartu\s+[\p{L} ]+?)(?=\s*(-|,|;|$))", RegexOptions.IgnoreCase)]
    private static partial Regex FormNames();

    [GeneratedRegex(@"\b[A-Z]/[0-9IVX]+/KB\b", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"\((?<short>[A-Z]{3,6})\)")]
    private static partial Regex Explained();

    [GeneratedRegex(@"\b[A-Z]{3,6}\b")]
    private static partial Regex Capitals();
}
