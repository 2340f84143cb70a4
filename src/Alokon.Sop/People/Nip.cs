using System.Globalization;

namespace Alokon.Sop.People;

/// <summary>Nomor Induk Pegawai: birth date yyyymmdd, appointment yyyymm, sex 1 or 2, three-digit sequence.</summary>
public static class Nip
{
    private const int Digits = 18;

    // PPPK (contract civil servants) carry 21 where others carry the month of appointment.
    private const int ContractMonth = 21;

    public static bool IsValid(string nip)
    {
        if (nip.Length != Digits || !nip.All(char.IsAsciiDigit))
        {
            return false;
        }

        var born = DateOnly.TryParseExact(nip[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth);
        var appointedYear = int.Parse(nip.AsSpan(8, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        var appointedMonth = int.Parse(nip.AsSpan(12, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        return born
            && appointedYear > birth.Year
            && appointedMonth is (>= 1 and <= 12) or ContractMonth
            && nip[14] is '1' or '2';
    }
}
