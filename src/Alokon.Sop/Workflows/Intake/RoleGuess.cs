using System.Text.RegularExpressions;
using Alokon.Sop.People;

namespace Alokon.Sop.Workflows.Intake;

/// <summary>Whom an SOP means by the heading of a performer's column.</summary>
internal static partial class RoleGuess
{
    private static readonly (Regex Words, string Role)[] Known =
    [
        (Coordinator(), Roles.Koordinator),
        (Gudang(), Roles.Gudang),
        (Pengelola(), Roles.Pengelola),
        (Bendahara(), Roles.Bendahara),
        (Pengirim(), Roles.Pengirim),
        (Kabid(), Roles.Kabid),
        (Kadis(), Roles.Kadis),
        (Plkb(), Roles.Plkb),
        (Faskes(), Roles.Faskes),
    ];

    /// <returns>None: nobody in an office of this kind; more than one: the heading names several.</returns>
    public static IReadOnlyList<string> Of(string label)
    {
        var roles = Known.Where(known => known.Words.IsMatch(label)).Select(known => known.Role).ToList();
        return roles.Contains(Roles.Koordinator) ? [Roles.Koordinator] : roles;
    }

    [GeneratedRegex(@"\bkoord(inator)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Coordinator();

    [GeneratedRegex(@"\bgudang\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gudang();

    [GeneratedRegex(@"\bpengelola\s+al(o?kon|at)", RegexOptions.IgnoreCase)]
    private static partial Regex Pengelola();

    [GeneratedRegex(@"\bbendahara\b|\bpengurus\s+barang\b", RegexOptions.IgnoreCase)]
    private static partial Regex Bendahara();

    [GeneratedRegex(@"\b(petugas\s+)?pengirim\b|\bkurir\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pengirim();

    [GeneratedRegex(@"\b(kepala\s+bidang|kabid|bidang\s+kb)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Kabid();

    [GeneratedRegex(@"\b(kepala\s+(dinas|badan|skpd|opd|dp\w+|b\w*(kb|pm)\w*)|kadis)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Kadis();

    [GeneratedRegex(@"\b(plkb|pkb)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Plkb();

    [GeneratedRegex(@"\b(faskes|puskesmas|klinik|rsud|rumah\s+sakit|bidan)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Faskes();
}
