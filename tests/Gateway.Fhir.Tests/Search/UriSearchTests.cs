namespace Gateway.Fhir.Tests.Search;

public sealed class UriSearchTests
{
    private static readonly Searched s_data = Searched.Of(
        """{"resourceType":"ValueSet","id":"123","status":"active","url":"http://acme.org/fhir/ValueSet/123","version":"1.0"}""",
        """{"resourceType":"ValueSet","id":"124","status":"active","url":"http://acme.org/fhir/ValueSet/124","meta":{"profile":["http://hl7.org/p|2.0"],"source":"http://acme.org/a#b"}}""",
        """{"resourceType":"ValueSet","id":"oid","status":"active","url":"urn:oid:1.2.3.4.5"}""",
        """{"resourceType":"ValueSet","id":"none","status":"active"}""");

    [Theory]
    [InlineData("url=http://acme.org/fhir/ValueSet/123", "123")]
    [InlineData("url=http%3A%2F%2Facme.org%2Ffhir%2FValueSet%2F123", "123")]
    [InlineData("url=http://acme.org/fhir/valueset/123", "")]
    [InlineData("url=http://acme.org/fhir/ValueSet/123|1.0", "123")]
    [InlineData("url=http://acme.org/fhir/ValueSet/123|2.0", "")]
    [InlineData("url=http://acme.org/fhir/ValueSet/123,urn:oid:1.2.3.4.5", "123 oid")]
    [InlineData("url:below=http://acme.org/fhir/", "123 124")]
    [InlineData("url:below=urn:oid:1.2.3", "")]
    [InlineData("url:below=urn:oid:1.2.3.4.5", "oid")]
    [InlineData("url:above=http://acme.org/fhir/ValueSet/123/_history/5", "123")]
    [InlineData("url:above=http://acme.org/fhir/", "")]
    [InlineData("url:missing=true", "none")]
    [InlineData("_profile=http://hl7.org/p", "124")]
    [InlineData("_profile=http://hl7.org/p|2.0", "124")]
    [InlineData("_profile=http://hl7.org/p|1.0", "")]
    [InlineData("_profile:below=http://hl7.org/", "124")]
    [InlineData("_profile:missing=true", "123 none oid")]
    [InlineData("_source=http://acme.org/a%23b", "124")]
    [InlineData("_source:below=http://acme.org", "124")]
    public void URIs_match_exactly_or_by_their_start(string query, string ids) => s_data.Ids($"ValueSet?{query}").Should().Be(ids);
}
