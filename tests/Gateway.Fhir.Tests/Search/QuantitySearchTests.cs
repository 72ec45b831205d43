namespace Gateway.Fhir.Tests.Search;

public sealed class QuantitySearchTests
{
    private const string Ucum = "http://unitsofmeasure.org";
    private static readonly Searched s_data = Searched.Of(
        Observation("mg", "\"valueQuantity\":{\"value\":5.4,\"unit\":\"mg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg\"}"),
        Observation("g", "\"valueQuantity\":{\"value\":0.0054,\"unit\":\"gram\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"g\"}"),
        Observation("bare", "\"valueQuantity\":{\"value\":5.4,\"unit\":\"mg\"}"),
        Observation("ml", "\"valueQuantity\":{\"value\":5.4,\"unit\":\"mL\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mL\"}"),
        Observation("below", "\"valueQuantity\":{\"value\":5,\"comparator\":\"<\",\"unit\":\"mg\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mg\"}"),
        Observation("sampled", "\"valueSampledData\":{\"origin\":{\"value\":2,\"system\":\"http://unitsofmeasure.org\",\"code\":\"mV\"},\"period\":1,\"factor\":0.5,\"dimensions\":1,\"data\":\"2 4 E 6\"}"),
        Observation("text", "\"valueString\":\"5.4\""));

    [Theory]
    [InlineData("5.4|" + Ucum + "|mg", "g mg")]
    [InlineData("5.40e-3|" + Ucum + "|g", "g mg")]
    [InlineData("5.4||mg", "bare mg")]
    [InlineData("5.4", "bare mg ml")]
    [InlineData("5.4||", "bare mg ml")]
    [InlineData("5||mg", "bare mg")]
    [InlineData("5.4|http://other|mg", "")]
    [InlineData("5.5|" + Ucum + "|mg", "")]
    [InlineData("gt5.3|" + Ucum + "|mg", "g mg")]
    [InlineData("gt5.4|" + Ucum + "|mg", "")]
    [InlineData("ge5.4|" + Ucum + "|mg", "g mg")]
    [InlineData("lt5.4|" + Ucum + "|mg", "below")]
    [InlineData("le0.0054|" + Ucum + "|g", "below g mg")]
    [InlineData("eb5.1|" + Ucum + "|mg", "below")]
    [InlineData("sa5.1|" + Ucum + "|mg", "g mg")]
    [InlineData("ne5.4|" + Ucum + "|mg", "below")]
    [InlineData("ap5|" + Ucum + "|mg", "below g mg")]
    [InlineData("ap5.9||mg", "bare mg")]
    [InlineData("gt4|" + Ucum + "|mV", "sampled")]
    [InlineData("gt5|" + Ucum + "|mV", "")]
    [InlineData("sa0.0029|" + Ucum + "|V", "sampled")]
    [InlineData("5.4|" + Ucum + "|mg,5.4|" + Ucum + "|mL", "g mg ml")]
    public void Quantities_compare_in_their_unit_or_in_UCUM_base_units(string value, string ids) => s_data.Ids($"Observation?value-quantity={value}").Should().Be(ids);

    [Fact]
    public void Missing_quantities_are_found() => s_data.Ids("Observation?value-quantity:missing=true").Should().Be("text");

    [Theory]
    [InlineData("10", "1")]
    [InlineData("10|urn:iso:std:iso:4217|GBP", "1")]
    [InlineData("10||EUR", "")]
    [InlineData("gt9.99||GBP", "1")]
    public void Money_has_its_currency_as_the_code(string value, string ids) => Searched
        .Of("""{"resourceType":"Invoice","id":"1","status":"issued","totalNet":{"value":10.00,"currency":"GBP"}}""").Ids($"Invoice?totalnet={value}").Should().Be(ids);

    private static string Observation(string id, string value) => $$"""{"resourceType":"Observation","id":"{{id}}","status":"final","code":{"text":"x"},{{value}}}""";
}
