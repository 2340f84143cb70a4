using Alokon.Sop.People;
using Xunit;

namespace Alokon.Tests.People;

public sealed class NipTests
{
    [Theory]
    [InlineData("196804291990012001")] // SOP Grobogan
    [InlineData("196006201985032008")] // SOP Kota Tangerang
    [InlineData("199508082021211003")] // PPPK: 21 stands where the month of appointment would
    public void Accepts_what_stands_on_letters(string nip) => Assert.True(Nip.IsValid(nip));

    [Theory]
    [InlineData("")]
    [InlineData("19680429199001200")] // 17 digits
    [InlineData("1968042919900120011")] // 19 digits
    [InlineData("196804311990012001")] // 31 April
    [InlineData("196804291990132001")] // month 13
    [InlineData("196804291990013001")] // sex 3
    [InlineData("196804291960012001")] // appointed before birth
    [InlineData("19680429199001200x")]
    [InlineData("١٩٦٨٠٤٢٩١٩٩٠٠١٢٠٠١")] // digits, but not ours
    public void Refuses_what_cannot_be_one(string nip) => Assert.False(Nip.IsValid(nip));
}
