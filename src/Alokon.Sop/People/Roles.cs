namespace Alokon.Sop.People;

/// <summary>Role keys of the contract, section 2.</summary>
public static class Roles
{
    public const string Faskes = "faskes";
    public const string Plkb = "plkb";
    public const string Koordinator = "koordinator";
    public const string Kabid = "kabid";
    public const string Kadis = "kadis";
    public const string Gudang = "gudang";
    public const string Bendahara = "bendahara";
    public const string Pengirim = "pengirim";
    public const string Pengelola = "pengelola";
    public const string Manajer = "manajer";
    public const string Auditor = "auditor";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } =
        [Faskes, Plkb, Koordinator, Kabid, Kadis, Gudang, Bendahara, Pengirim, Pengelola, Manajer, Auditor, Admin];

    /// <summary>Who watches must not be able to change what is watched.</summary>
    public static bool OnlyReads(string role) => role is Auditor or Manajer;
}

/// <summary>How far a position reaches.</summary>
public static class Scopes
{
    public const string Office = "office";
    public const string Kecamatan = "kecamatan";
    public const string Facility = "facility";

    /// <summary>As a scope code: all of the kind.</summary>
    public const string Everywhere = "*";

    /// <summary>The only scope a role can have; the table checks the same.</summary>
    public static string Of(string role) => role switch
    {
        Roles.Faskes => Facility,
        Roles.Plkb or Roles.Koordinator => Kecamatan,
        _ => Office,
    };
}

/// <summary>By what right a position is held.</summary>
public static class Mandates
{
    public const string Definitif = "definitif";

    /// <summary>Pelaksana tugas: the position is vacant.</summary>
    public const string Plt = "plt";

    /// <summary>Pelaksana harian: the holder is away for some days.</summary>
    public const string Plh = "plh";

    public static bool IsKnown(string mandate) => mandate is Definitif or Plt or Plh;
}
