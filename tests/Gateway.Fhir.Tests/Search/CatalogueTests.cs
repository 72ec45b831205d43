using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Values;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Search;

public sealed class CatalogueTests
{
    private static readonly string[] s_types = [.. DefinitionSet.R4.Names.Where(SearchParameters.R4.HasType)];

    [Fact]
    public void Every_parameter_of_the_standard_is_ready_on_every_type_it_searches() =>
        s_types.SelectMany(t => SearchParameters.R4.Of(t).Where(p => p.Paths(DefinitionSet.R4.FindType(t)!) is null or [] || p.Components.Any(c => c.Paths is null)).Select(p => $"{t}.{p.Code}"))
            .Should().BeEmpty();

    [Fact]
    public void Those_that_cannot_be_searched_say_why() =>
        R4Definitions.SearchParameters.SelectMany(p => p.Bases.Select(b => SearchParameters.R4.Find(b, p.Code)!)).Where(p => p.Refusal is not null).Select(p => p.Code).Distinct()
            .Should().BeEquivalentTo("_filter", "_query", "_text", "_content", "near", "age", "birthOrderBoolean");

    [Fact]
    public void Every_resource_has_the_parameters_of_all_resources()
    {
        foreach (var code in new[] { "_id", "_lastUpdated", "_tag", "_profile", "_security", "_source" })
            s_types.Should().OnlyContain(t => SearchParameters.R4.Find(t, code) != null);
        SearchParameters.R4.Find(null, "_id")!.Facts.Url.Should().Be("http://hl7.org/fhir/SearchParameter/Resource-id");
        SearchParameters.R4.Find("Condition", "subject")!.Facts.Url.Should().Be("http://hl7.org/fhir/SearchParameter/Condition-subject");
    }

    [Fact]
    public void A_given_parameter_comes_before_the_standards_own()
    {
        var given = new SearchParameterFacts { Url = "http://me/gender", Code = "gender", Type = "string", Bases = ["Patient"], Expression = "Patient.gender" };
        var with = SearchParameters.R4.With([given]);
        with.Find("Patient", "gender")!.Type.Should().Be(SearchParameterType.String);
        with.Find("Person", "gender")!.Type.Should().Be(SearchParameterType.Token);
        SearchParameters.R4.Find("Patient", "gender")!.Type.Should().Be(SearchParameterType.Token);
    }

    [Fact]
    public void The_compartments_name_reference_parameters_of_their_types() =>
        new[] { "Patient", "Encounter", "Practitioner", "RelatedPerson", "Device" }.SelectMany(c => Compartments.Of(c)!)
            .SelectMany(t => t.Value.Where(code => code != "_id" && SearchParameters.R4.Find(t.Key, code)?.Type != SearchParameterType.Reference).Select(code => $"{t.Key}.{code}"))
            .Should().BeEmpty();

    [NeedsExamplesFact]
    public void The_official_examples_are_indexed_without_a_failure()
    {
        var extractor = new IndexExtractor();
        var indexes = OfficialExamples.Files().Select(f => FhirJson.Read(File.ReadAllBytes(f)).Root).Where(r => !r.IsNone && r.Type.IsResource && r.ChildText("id") is not null)
            .Select(extractor.Extract).ToList();
        indexes.Where(i => i.Failed.Count > 0).SelectMany(i => i.Failed.Select(f => $"{i.Type}.{f}")).Distinct().Should().BeEmpty();
        indexes.Count.Should().BeGreaterThan(4000);
        indexes.Sum(i => (long)i.Values.Count).Should().BeGreaterThan(30_000);
    }
}
