namespace Gateway.Fhir.Tests.Search;

public sealed class CompositeSearchTests
{
    private static readonly Searched s_data = Searched.Of(
        Pressure("high", 150, 80),
        Pressure("low", 90, 55),
        """{"resourceType":"Observation","id":"k","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2823-3"},{"code":"K"}]},"valueQuantity":{"value":5.6,"system":"http://unitsofmeasure.org","code":"mmol/L"},"effectiveDateTime":"2020-01-01"}""",
        """{"resourceType":"Observation","id":"when","status":"final","code":{"coding":[{"code":"W"}]},"valueDateTime":"2020-05-06"}""",
        """{"resourceType":"Group","id":"mixed","type":"person","actual":true,"characteristic":[{"code":{"coding":[{"code":"gender"}]},"valueCodeableConcept":{"coding":[{"code":"mixed"}]},"exclude":false},{"code":{"coding":[{"code":"owner"}]},"valueBoolean":true,"exclude":false}]}""",
        """{"resourceType":"DiagnosticReport","id":"report","status":"final","code":{"text":"x"},"result":[{"reference":"Observation/k"}]}""");

    [Theory]
    [InlineData("Observation?code-value-quantity=http://loinc.org|2823-3$gt5.4|http://unitsofmeasure.org|mmol/L", "k")]
    [InlineData("Observation?code-value-quantity=K$gt5.4", "k")]
    [InlineData("Observation?code-value-quantity=K$gt5.6", "")]
    [InlineData("Observation?component-code-value-quantity=http://loinc.org|8480-6$lt100", "low")]
    [InlineData("Observation?component-code-value-quantity=http://loinc.org|8480-6$lt60", "")]
    [InlineData("Observation?component-code-value-quantity=8480-6$gt100,8462-4$lt60", "high low")]
    [InlineData("Observation?component-code-value-quantity=8480-6$150&component-code-value-quantity=8462-4$80", "high")]
    [InlineData("Observation?combo-code-value-quantity=K$5.6,8480-6$90", "k low")]
    [InlineData("Observation?combo-code-value-quantity=K,8480-6$5.6,90", "k low")]
    [InlineData("Observation?code-value-date=W$2020-05", "when")]
    [InlineData("Observation?code-value-date=W$sa2021", "")]
    [InlineData("Group?characteristic-value=gender$mixed", "mixed")]
    [InlineData("Group?characteristic-value=gender$true", "")]
    [InlineData("Group?characteristic-value=owner$true", "mixed")]
    [InlineData("Group?characteristic-value=gender$other,owner$true", "mixed")]
    [InlineData("DiagnosticReport?result.code-value-quantity=http://loinc.org|2823-3$gt5.4", "report")]
    public void All_parts_match_in_one_element(string query, string ids) => s_data.Ids(query).Should().Be(ids);

    [Theory]
    [InlineData("code-value-quantity=K")]
    [InlineData("code-value-quantity=K$1$2")]
    [InlineData("code-value-quantity=$1")]
    [InlineData("code-value-quantity=K$heavy")]
    [InlineData("code-value-quantity=K,L$1$2")]
    [InlineData("code-value-quantity:missing=true")]
    [InlineData("code-value-quantity:not=K$1")]
    public void What_does_not_fit_the_parts_is_refused(string query) => s_data.Parse($"Observation?{query}").Query.Should().BeNull();

    private static string Pressure(string id, int systolic, int diastolic) =>
        $$"""{"resourceType":"Observation","id":"{{id}}","status":"final","code":{"text":"BP"},"component":[{{Component("8480-6", systolic)}},{{Component("8462-4", diastolic)}}]}""";

    private static string Component(string code, int value) =>
        $$"""{"code":{"coding":[{"system":"http://loinc.org","code":"{{code}}"}]},"valueQuantity":{"value":{{value}},"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"} }""";
}
