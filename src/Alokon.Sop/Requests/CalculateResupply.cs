using System.Globalization;
using System.Text.Json.Nodes;
using Alokon.Engine;
using MediatR;

namespace Alokon.Sop.Requests;

/// <summary>The MIM tool's job: months of stock and the quantity that fills a facility up. Reads nothing, writes nothing.</summary>
public sealed record CalculateResupply(JsonObject Body) : IRequest<Outcome<ResupplyResult>>, IQuery;

public sealed record ResupplyResult(IReadOnlyList<ResupplyLine> Lines);

/// <param name="CalculatedResupply">Base units; none when the consumption of no month is known: a quantity needs a reason then.</param>
public sealed record ResupplyLine(string Commodity, decimal? AverageMonthlyConsumption, decimal? MonthsOfStock, string StockStatus, int? CalculatedResupply);

public sealed class CalculateResupplyHandler : IRequestHandler<CalculateResupply, Outcome<ResupplyResult>>
{
    /// <summary>Ten years of stock: nothing is kept so long, and no quantity outgrows a number.</summary>
    private const int MostMonths = 120;

    public Task<Outcome<ResupplyResult>> Handle(CalculateResupply request, CancellationToken cancellationToken)
    {
        var body = new FieldReader(request.Body);
        var policy = ReadPolicy(request.Body, body);
        var lines = body.Rows("lines").Select(row => Judge(row, policy)).ToList();
        return Task.FromResult<Outcome<ResupplyResult>>(body.Errors.Count > 0 ? new InvalidInput(body.Errors) : new ResupplyResult(lines));
    }

    private static ResupplyPolicy ReadPolicy(JsonObject json, FieldReader body)
    {
        if (json["policy"] is not JsonObject given)
        {
            if (body.Has("policy"))
            {
                body.Refuse("policy", "field-not-object");
            }

            return ResupplyPolicy.Facility;
        }

        var reader = new FieldReader(given);
        var policy = new ResupplyPolicy(reader.Amount("minMonths"), reader.Amount("maxMonths"), reader.Amount("emergencyMonths"), reader.Quantity("amcWindowMonths", 1, 3));
        foreach (var error in reader.Errors)
        {
            body.Refuse("policy." + error.Path, error.Code, error.Arguments);
        }

        if (policy.MaxMonths > MostMonths)
        {
            body.Refuse("policy.maxMonths", "field-too-large", policy.MaxMonths.ToString(CultureInfo.InvariantCulture), MostMonths.ToString(CultureInfo.InvariantCulture));
        }

        if (reader.Errors.Count == 0 && !(policy.EmergencyMonths <= policy.MinMonths && policy.MinMonths < policy.MaxMonths))
        {
            body.Refuse("policy", "policy-does-not-rise");
        }

        return policy;
    }

    private static ResupplyLine Judge(FieldReader row, ResupplyPolicy policy)
    {
        var commodity = row.Text("commodity", max: 20);
        var window = row.Quantities("dispensedLast3Months").TakeLast(policy.AmcWindowMonths).ToList();
        var stockouts = row.Quantities("stockoutDays").TakeLast(policy.AmcWindowMonths).ToList();
        var stock = row.Quantity("stockOnHand");
        var coming = row.Quantity("inTransit", whenAbsent: 0) + row.Quantity("approvedNotShipped", whenAbsent: 0);
        var multiple = row.Quantity("issueMultiple", min: 1, whenAbsent: 1);
        if (Resupply.AverageMonthlyConsumption(window, stockouts) is not { } amc)
        {
            return new ResupplyLine(commodity, null, null, stock == 0 ? "STOCK_OUT" : "NO_CONSUMPTION", null);
        }

        if (amc > FieldReader.AbsurdQuantity || policy.MaxMonths > MostMonths)
        {
            if (amc > FieldReader.AbsurdQuantity)
            {
                row.Refuse("dispensedLast3Months", "field-too-large", Math.Round(amc).ToString(CultureInfo.InvariantCulture), FieldReader.AbsurdQuantity.ToString(CultureInfo.InvariantCulture));
            }

            return new ResupplyLine(commodity, null, null, "NO_CONSUMPTION", null);
        }

        return new ResupplyLine(
            commodity,
            Math.Round(amc, 2, MidpointRounding.AwayFromZero),
            Resupply.MonthsOfStock(amc, stock),
            Resupply.Status(policy, amc, stock),
            Resupply.Quantity(policy, amc, stock, coming, multiple));
    }
}
