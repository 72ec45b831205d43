namespace Gateway.Fhir.Tests.Search;

public sealed class NumberSearchTests
{
    private static readonly Searched s_data = Searched.Of(
        Risk("p995", "99.5"), Risk("p100", "100"), Risk("p1003", "100.3"), Risk("p1005", "100.5"), Risk("p95", "95"), Risk("p105", "105"), Risk("minus", "-3.00"),
        """{"resourceType":"RiskAssessment","id":"range","status":"final","subject":{"reference":"Patient/1"},"prediction":[{"probabilityRange":{"low":{"value":90},"high":{"value":100}}}]}""",
        """{"resourceType":"RiskAssessment","id":"huge","status":"final","subject":{"reference":"Patient/1"},"prediction":[{"probabilityDecimal":1e40}]}""",
        """{"resourceType":"RiskAssessment","id":"none","status":"final","subject":{"reference":"Patient/1"}}""");

    [Theory]
    [InlineData("100", "p100 p1003 p995")]
    [InlineData("eq100", "p100 p1003 p995")]
    [InlineData("100.0", "p100")]
    [InlineData("100.00", "p100")]
    [InlineData("1e2", "p100 p1003 p1005 p95 p995")]
    [InlineData("1.00e2", "p100 p1003 p995")]
    [InlineData("1000e-1", "p100")]
    [InlineData("ne100", "huge minus p1005 p105 p95 range")]
    [InlineData("lt100", "minus p95 p995 range")]
    [InlineData("le100", "minus p100 p95 p995 range")]
    [InlineData("gt100", "huge p1003 p1005 p105")]
    [InlineData("ge100", "huge p100 p1003 p1005 p105 range")]
    [InlineData("gt95", "huge p100 p1003 p1005 p105 p995 range")]
    [InlineData("sa95", "huge p100 p1003 p1005 p105 p995")]
    [InlineData("sa89", "huge p100 p1003 p1005 p105 p95 p995 range")]
    [InlineData("eb100", "minus p95 p995")]
    [InlineData("eb101", "minus p100 p1003 p1005 p95 p995 range")]
    [InlineData("ap110", "p100 p1003 p1005 p105 p995 range")]
    [InlineData("-3", "minus")]
    [InlineData("ap-3", "minus")]
    [InlineData("-3.0,105", "minus p105")]
    public void Numbers_compare_as_precisely_as_they_are_searched(string value, string ids) => s_data.Ids($"RiskAssessment?probability={value}").Should().Be(ids);

    [Fact]
    public void Missing_numbers_are_found() => s_data.Ids("RiskAssessment?probability:missing=true").Should().Be("none");

    private static string Risk(string id, string value) =>
        $$"""{"resourceType":"RiskAssessment","id":"{{id}}","status":"final","subject":{"reference":"Patient/1"},"prediction":[{"probabilityDecimal":{{value}}}]}""";
}
