using Alokon.Engine.Activities;
using Alokon.Host.Texts;
using Alokon.Sop.People;
using Alokon.Sop.Workflows.Toolbox;

namespace Alokon.Host.Elsa;

/// <summary>What an office can choose from, in the words of its people.</summary>
internal static class OfficeWords
{
    /// <summary>Two names are read at a glance; who holds the other positions stands on the page of the office.</summary>
    private const int MostNames = 2;

    public static OfficeChoices Choices(ToolboxFacts facts) => new(
        [.. Roles.All.Where(role => !Roles.OnlyReads(role)).Select(role => new InputOption(role, Role(role, [.. facts.Holders.Where(h => h.Holding.Role == role)])))],
        [.. facts.Documents.Select(code => new InputOption(code, Words.Of("paper", code) is var name && name == code ? code : $"{name} · {code}"))],
        facts.Kelengkapan,
        facts.Outcomes);

    private static string Role(string role, IReadOnlyList<Holder> holders)
    {
        var names = holders.Select(h => Words.Of("mandate", h.Holding.Mandate) + h.Name).Distinct().ToList();
        return Words.Of("role", role) + names.Count switch
        {
            0 => " (belum ada pejabat)",
            <= MostNames => $" ({string.Join(", ", names)})",
            _ => $" ({names.Count} pejabat)",
        };
    }
}
