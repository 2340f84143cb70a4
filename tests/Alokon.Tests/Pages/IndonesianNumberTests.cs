using Alokon.Host.Pages.Forms;
using Xunit;

namespace Alokon.Tests.Pages;

public sealed class IndonesianNumberTests
{
    [Theory]
    [InlineData("480", 480)]
    [InlineData(" 1.250 ", 1250)]
    [InlineData("12,5", 12.5)]
    [InlineData("1.250.000,75", 1250000.75)]
    [InlineData("-3", -3)]
    [InlineData("0", 0)]
    public void Dots_are_thousands_and_a_comma_is_the_decimal(string typed, decimal number) =>
        Assert.Equal(number, IndonesianNumber.Parse(typed));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("12.5")]
    [InlineData("0.125")]
    [InlineData("1,250,000")]
    [InlineData("1.25.000")]
    [InlineData("1e9")]
    [InlineData("٤٨٠")]
    [InlineData("9999999999999999999999999")]
    public void What_can_be_read_in_two_ways_is_not_guessed(string typed) =>
        Assert.Null(IndonesianNumber.Parse(typed));

    [Theory]
    [InlineData(1250, "1.250", "1250")]
    [InlineData(0.9, "0,9", "0,9")]
    [InlineData(4.166, "4,17", "4,17")]
    public void A_shown_number_has_its_dots_and_a_number_to_edit_has_none(decimal number, string shown, string typed)
    {
        Assert.Equal(shown, IndonesianNumber.Show(number));
        Assert.Equal(typed, IndonesianNumber.Type(number));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1250)]
    [InlineData(1000000)]
    [InlineData(155.5)]
    public void What_a_field_shows_is_read_back_as_the_same_number(decimal number)
    {
        Assert.Equal(number, IndonesianNumber.Parse(IndonesianNumber.Show(number)));
        Assert.Equal(number, IndonesianNumber.Parse(IndonesianNumber.Type(number)));
    }
}
