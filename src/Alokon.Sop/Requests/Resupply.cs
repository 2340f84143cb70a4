namespace Alokon.Sop.Requests;

/// <summary>Months of stock a place should hold. Maximum ≥ minimum + review period, else it runs dry before the next round.</summary>
public sealed record ResupplyPolicy(decimal MinMonths, decimal MaxMonths, decimal EmergencyMonths, int AmcWindowMonths)
{
    public static readonly ResupplyPolicy Facility = new(1, 4, 0.5m, 3);
}

/// <summary>The min–max calculation (domain: section 3.2), in base units.</summary>
public static class Resupply
{
    /// <param name="dispensed">Units dispensed per month, oldest first, same length as <paramref name="stockoutDays"/>.</param>
    /// <param name="stockoutDays">Days of each month without stock; a month of 30 days is assumed. A month wholly out of stock does not count.</param>
    /// <returns>None when no month counts: nobody can know the consumption then.</returns>
    public static decimal? AverageMonthlyConsumption(IReadOnlyList<int> dispensed, IReadOnlyList<int> stockoutDays)
    {
        const decimal DaysOfMonth = 30m;
        var months = dispensed.Select((_, i) => 1 - Math.Min(DaysOfMonth, i < stockoutDays.Count ? stockoutDays[i] : 0) / DaysOfMonth).Sum();
        return months > 0 ? dispensed.Sum() / months : null;
    }

    /// <returns>None when nothing is consumed.</returns>
    public static decimal? MonthsOfStock(decimal consumption, int stock) =>
        consumption > 0 ? Math.Round(stock / consumption, 2, MidpointRounding.AwayFromZero) : null;

    public static string Status(ResupplyPolicy policy, decimal consumption, int stock) =>
        (consumption, stock) switch
        {
            (_, 0) => "STOCK_OUT",
            (<= 0, _) => "NO_CONSUMPTION",
            _ when stock < policy.EmergencyMonths * consumption => "EMERGENCY",
            _ when stock < policy.MinMonths * consumption => "UNDERSTOCK",
            _ when stock <= policy.MaxMonths * consumption => "ADEQUATE",
            _ => "OVERSTOCK",
        };

    /// <summary>What fills the place up to its maximum, rounded up to whole issue units; never negative.</summary>
    /// <param name="coming">In transit, and approved but not shipped.</param>
    /// <param name="issueMultiple">A gross of condoms is 144 pieces; 1 for what is issued singly.</param>
    public static int Quantity(ResupplyPolicy policy, decimal consumption, int stock, int coming, int issueMultiple)
    {
        var missing = policy.MaxMonths * consumption - stock - coming;
        return missing <= 0 ? 0 : (int)(Math.Ceiling(missing / issueMultiple) * issueMultiple);
    }
}
