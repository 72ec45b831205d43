using Gateway.Federation.Persons;

namespace Gateway.Tests.Federation;

public sealed class NamedNumberTests
{
    [Theory]
    [InlineData("9990001006")]
    [InlineData("999 000 1014")]
    [InlineData("9000000009")]
    public void A_number_whose_check_digit_fits_is_one(string text) => NamedNumbers.CanBeNhsNumber(text).Should().BeTrue();

    [Theory]
    [InlineData("9990001007")]
    [InlineData("999000100")]
    [InlineData("99900010060")]
    [InlineData("999000100X")]
    [InlineData("9999900001")]
    [InlineData("")]
    public void Another_is_none(string text) => NamedNumbers.CanBeNhsNumber(text).Should().BeFalse();
}
