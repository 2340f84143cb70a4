namespace Alokon.Sop.Sla;

/// <summary>The three zones of Indonesia. None has daylight saving, so an offset says it all and no zone database is needed.</summary>
public enum OfficeZone
{
    Wib,
    Wita,
    Wit,
}

public static class OfficeZones
{
    public static TimeSpan Offset(this OfficeZone zone) => zone switch
    {
        OfficeZone.Wib => TimeSpan.FromHours(7),
        OfficeZone.Wita => TimeSpan.FromHours(8),
        OfficeZone.Wit => TimeSpan.FromHours(9),
    };

    /// <summary>As officers write it after an hour: 16.00 WIB.</summary>
    public static string Abbreviation(this OfficeZone zone) => zone switch
    {
        OfficeZone.Wib => "WIB",
        OfficeZone.Wita => "WITA",
        OfficeZone.Wit => "WIT",
    };

    /// <param name="name">WIB, WITA, WIT, or the IANA name of the zone.</param>
    /// <returns>Null when there is no such zone in Indonesia.</returns>
    public static OfficeZone? Find(string name) => name switch
    {
        "WIB" or "Asia/Jakarta" or "Asia/Pontianak" => OfficeZone.Wib,
        "WITA" or "Asia/Makassar" => OfficeZone.Wita,
        "WIT" or "Asia/Jayapura" => OfficeZone.Wit,
        _ => null,
    };
}
