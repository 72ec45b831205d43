using System.Text;

namespace Gateway.Fhir.Tests;

public sealed class FhirContentTests
{
    [Theory]
    [InlineData("""{"resourceType":"Patient","active":true}""")]
    [InlineData("\r\n\t {\"resourceType\":\"Patient\",\"active\":true}")]
    [InlineData("<Patient xmlns='http://hl7.org/fhir'><active value='true'/></Patient>")]
    [InlineData("\ufeff<Patient xmlns='http://hl7.org/fhir'><active value='true'/></Patient>")]
    [InlineData("\n <Patient xmlns='http://hl7.org/fhir'><active value='true'/></Patient>")]
    public void The_first_character_tells_the_format(string text) => FhirContent.Read(Encoding.UTF8.GetBytes(text)).Root.ChildText("active").Should().Be("true");

    [Theory]
    [InlineData("", "1:1: The text is empty.")]
    [InlineData(" \n", "1:1: The text is empty.")]
    [InlineData("PK\u0003", "1:1: The text is neither JSON nor XML: it starts with neither { nor <.")]
    [InlineData("[]", "1:1: The text is neither JSON nor XML: it starts with neither { nor <.")]
    [InlineData("\ufeff{}", "1:1: The text starts with a byte order mark, which JSON does not have.")]
    [InlineData("<a", "1:3: The XML ends too early.")]
    public void What_is_neither_is_refused(string text, string fault) =>
        FhirContent.Read(Encoding.UTF8.GetBytes(text)).Faults.Select(f => f.ToString()).Should().Equal(fault);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        FhirContent.Read([0xFF, 0xFE, 0x3C, 0x00]).Faults.Select(f => f.ToString()).Should().Equal("1:1: The text is not UTF-8.");
}
