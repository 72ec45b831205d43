using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Tests.Definitions;

public sealed class TerminologyTests
{
    [Fact]
    public void Every_required_value_set_is_there_but_for_one_of_LOINC() => RequiredValueSets()
        .Except(R4Definitions.ValueSets.Select(v => v.Url)).Should().Equal("http://loinc.org/vs/LL379-9");

    [Fact]
    public void Only_required_value_sets_are_there() => R4Definitions.ValueSets.Select(v => v.Url).Except(RequiredValueSets()).Should().BeEmpty();

    [Fact]
    public void All_are_listed_but_those_without_end() => R4Definitions.ValueSets.Where(v => !v.IsListed).Select(v => v.Url).Should().Equal(
        "http://hl7.org/fhir/ValueSet/currencies", "http://hl7.org/fhir/ValueSet/mimetypes", "http://hl7.org/fhir/ValueSet/ucum-units");

    [Fact]
    public void A_listed_value_set_has_codes_and_another_has_none()
    {
        R4Definitions.ValueSets.Where(v => v.IsListed).Should().OnlyContain(v => v.Systems.Count > 0 && v.Systems.All(s => s.Codes.Count > 0));
        R4Definitions.ValueSets.Where(v => !v.IsListed).Should().OnlyContain(v => v.Systems.Count == 0);
    }

    [Fact]
    public void A_value_set_lists_the_codes_of_each_system()
    {
        ValueSet("administrative-gender").Systems.Should().ContainSingle().Which.Codes.Should().Equal("male", "female", "other", "unknown");
        ValueSet("administrative-gender").Version.Should().Be("4.0.1");
        ValueSet("all-types").Systems.Select(s => s.System).Should().Equal("http://hl7.org/fhir/data-types", "http://hl7.org/fhir/resource-types", "http://hl7.org/fhir/abstract-types");
        ValueSet("observation-status").Systems.Single().Codes.Should().HaveCount(8);
    }

    [Fact]
    public void A_code_knows_its_parent()
    {
        var clinical = R4Definitions.CodeSystems.Single(c => c.Url == "http://terminology.hl7.org/CodeSystem/condition-clinical");
        clinical.Codes.Zip(clinical.Parents.Select(p => p < 0 ? null : clinical.Codes[p])).Should().Equal(
            ("active", null), ("recurrence", "active"), ("relapse", "active"), ("inactive", null), ("remission", "inactive"), ("resolved", "inactive"));
        (clinical.IsComplete, clinical.IsCaseSensitive).Should().Be((true, true));
    }

    [Fact]
    public void A_parent_stands_before_its_children() => R4Definitions.CodeSystems.Should()
        .OnlyContain(c => c.Codes.Count == c.Parents.Count && c.Parents.Select((p, i) => p >= -1 && p < i).All(b => b));

    private static ValueSetFacts ValueSet(string id) => R4Definitions.ValueSets.Single(v => v.Url == $"http://hl7.org/fhir/ValueSet/{id}");

    private static IEnumerable<string> RequiredValueSets() => BoundTypes.Of(DefinitionSet.R4).SelectMany(t => t.Elements)
        .Where(e => e.Facts.Binding?.Strength == BindingStrength.Required).Select(e => e.Facts.Binding!.ValueSet.Split('|')[0]).Distinct();
}
