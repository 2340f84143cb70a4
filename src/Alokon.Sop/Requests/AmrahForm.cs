using Alokon.Engine;

namespace Alokon.Sop.Requests;

/// <param name="IssueMultiple">Base units of one issue unit: 144 for a gross of condoms.</param>
public sealed record Commodity(string Code, string Name, string Unit, int IssueMultiple);

/// <summary>What a burst must know of the office to judge an amrah without a database.</summary>
public sealed record Catalogue(IReadOnlyList<Commodity> Commodities, ResupplyPolicy Policy)
{
    public const string Property = "katalog";

    public Commodity? Find(string code) => Commodities.FirstOrDefault(c => c.Code == code);
}

/// <summary>Reads the lines of an amrah as the facility fills them in, and works out what the months of stock call for.</summary>
public static class AmrahForm
{
    public static IReadOnlyList<AmrahLine> ReadLines(FieldReader input, Catalogue catalogue)
    {
        var lines = new List<AmrahLine>();
        foreach (var row in input.Rows("lines"))
        {
            var code = row.Text("commodity", max: 20);
            var requested = row.Quantity("requested", min: 1);
            var consumption = row.Amount("averageMonthlyConsumption");
            var stock = row.Quantity("stockOnHand");
            if (code.Length == 0)
            {
                continue;
            }

            if (catalogue.Find(code) is not { } commodity)
            {
                row.Refuse("commodity", "commodity-unknown", code, string.Join(", ", catalogue.Commodities.Select(c => c.Code)));
            }
            else if (lines.Any(l => l.Commodity == code))
            {
                row.Refuse("commodity", "commodity-twice", code);
            }
            else
            {
                lines.Add(Judge(commodity, requested, consumption, stock, catalogue.Policy));
            }
        }

        return lines;
    }

    private static AmrahLine Judge(Commodity commodity, int requested, decimal consumption, int stock, ResupplyPolicy policy) =>
        new(
            commodity.Code,
            commodity.Name,
            commodity.Unit,
            requested,
            consumption,
            stock,
            Resupply.MonthsOfStock(consumption, stock),
            Resupply.Status(policy, consumption, stock),
            Resupply.Quantity(policy, consumption, stock, coming: 0, commodity.IssueMultiple));
}
