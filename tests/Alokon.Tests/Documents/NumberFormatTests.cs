using Alokon.Sop.Documents;
using Xunit;

namespace Alokon.Tests.Documents;

public sealed class NumberFormatTests
{
    private static readonly DateOnly October = new(2026, 10, 7);

    [Theory]
    [InlineData("{klas}/{seq}/{dinas}/{bulanRomawi}/{tahun}", "400.13/12/DP3AKB/X/2026")]
    [InlineData("AMR-{kab}-{tahun}-{bulan}-{seq:4}", "AMR-3315-2026-10-0012")]
    [InlineData("068.2/{seq}{suffix}/X/{tahun}", "068.2/12.1/X/2026")]
    [InlineData("B/{seq:3}-{dinas}", "B/012-DP3AKB")]
    public void A_number_is_written_as_the_office_writes_it(string format, string expected) =>
        Assert.Equal(expected, Format(format).Write(12, 3315, "DP3AKB", October));

    [Theory]
    [InlineData(1, "I")]
    [InlineData(4, "IV")]
    [InlineData(9, "IX")]
    [InlineData(12, "XII")]
    public void Months_are_Roman(int month, string expected) =>
        Assert.Equal($"{expected}/1", Format("{bulanRomawi}/{seq}").Write(1, 3315, "DP3AKB", new DateOnly(2026, month, 1)));

    [Theory]
    [InlineData("{klas}/{tahun}")]
    [InlineData("{klas}/{seq}/{unit}")]
    [InlineData("{seq")]
    [InlineData("{seq:0}")]
    [InlineData("{klas:4}/{seq}")]
    public void A_format_that_does_not_count_or_names_something_unknown_is_refused(string format) =>
        Assert.Equal("number-format-unknown", Format(format).Refuses()?.Code);

    [Fact]
    public void Every_built_in_format_is_acceptable_and_every_paper_has_one()
    {
        var formats = EmbeddedJson.Read<NumberFormat[]>("formats.json");

        Assert.Equal(DocumentCodes.All, formats.Select(f => f.Code));
        Assert.All(formats.Concat(EmbeddedJson.Read<NumberFormat[]>("formats-3671.json")), f => Assert.Null(f.Refuses()));
    }

    private static NumberFormat Format(string format) => new("SPMB", "Surat", "spmb", format, "400.13", ".1");
}
