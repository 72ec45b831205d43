using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Tests.Definitions;

public sealed class SearchParameterTests
{
    [Fact]
    public void All_1397_search_parameters_of_the_standard_are_there() => R4Definitions.SearchParameters.CountBy(p => p.Type).OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}").Should().Equal(
        "46 composite", "113 date", "7 number", "27 quantity", "474 reference", "2 special", "142 string", "541 token", "45 uri");

    [Fact]
    public void Their_bases_are_known_types_and_their_URLs_are_their_own()
    {
        R4Definitions.SearchParameters.SelectMany(p => p.Bases).Distinct().Where(b => DefinitionSet.R4.FindType(b) is not { IsResource: true }).Should().BeEmpty();
        R4Definitions.SearchParameters.Select(p => p.Url).Should().OnlyHaveUniqueItems();
        R4Definitions.SearchParameters.Should().OnlyContain(p => p.Code.Length > 0);
    }

    [Fact]
    public void Only_parameters_on_extensions_are_published_without_a_base_or_an_expression()
    {
        R4Definitions.SearchParameters.Where(p => p.Bases.Count == 0).Should().HaveCount(10).And.OnlyContain(p => p.Url.Contains("-extensions-"));
        R4Definitions.SearchParameters.Where(p => p.Expression.Length == 0 && p.Bases.Count > 0).Select(p => p.Code)
            .Should().BeEquivalentTo("_text", "_content", "_query", "_filter", "age", "birthOrderBoolean");
    }

    [Fact]
    public void A_parameter_says_where_its_values_lie()
    {
        var birthdate = Find("individual-birthdate");
        (birthdate.Code, birthdate.Type, birthdate.Expression).Should().Be(("birthdate", "date", "Patient.birthDate | Person.birthDate | RelatedPerson.birthDate"));
        birthdate.Bases.Should().Equal("Patient", "Person", "RelatedPerson");
        Find("Observation-subject").Targets.Should().BeEquivalentTo("Group", "Device", "Patient", "Location");
    }

    [Fact]
    public void A_composite_names_its_parts() => Find("Observation-code-value-quantity").Components.Should().Equal(
        new SearchComponentFacts("http://hl7.org/fhir/SearchParameter/clinical-code", "code"),
        new SearchComponentFacts("http://hl7.org/fhir/SearchParameter/Observation-value-quantity", "value.as(Quantity)"));

    [Fact]
    public void Every_part_of_a_composite_is_a_parameter_too() =>
        R4Definitions.SearchParameters.SelectMany(p => p.Components.Select(c => c.Definition)).Except(R4Definitions.SearchParameters.Select(p => p.Url)).Should().BeEmpty();

    private static SearchParameterFacts Find(string id) => R4Definitions.SearchParameters.Single(p => p.Url == $"http://hl7.org/fhir/SearchParameter/{id}");
}
