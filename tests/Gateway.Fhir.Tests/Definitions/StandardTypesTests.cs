using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Tests.Definitions;

/// <summary>The types of R4 4.0.1 as embedded.</summary>
public sealed class StandardTypesTests
{
    private static readonly TypeDefinition[] s_types = [.. DefinitionSet.R4.Names.Select(n => DefinitionSet.R4.FindType(n)!)];

    [Fact]
    public void There_are_148_resource_types_of_which_two_are_abstract()
    {
        s_types.Where(t => t.IsResource).Should().HaveCount(148);
        s_types.Where(t => t is { IsResource: true, IsAbstract: true }).Select(t => t.Name).Should().Equal("DomainResource", "Resource");
    }

    [Fact]
    public void There_are_61_data_types_of_which_20_are_primitive()
    {
        s_types.Where(t => !t.IsResource).Should().HaveCount(61);
        s_types.Where(t => t.IsPrimitive).Select(t => t.Name).Should().Equal(
            "base64Binary", "boolean", "canonical", "code", "date", "dateTime", "decimal", "id", "instant", "integer", "markdown",
            "oid", "positiveInt", "string", "time", "unsignedInt", "uri", "url", "uuid", "xhtml");
        s_types.Where(t => t is { IsResource: false, IsAbstract: true }).Select(t => t.Name).Should().Equal("BackboneElement", "Element");
    }

    [Fact]
    public void Nothing_that_the_types_use_is_undeclared() => DefinitionSet.R4.Check().Should().BeEmpty();

    [Fact]
    public void Every_element_of_every_type_binds_and_is_found_by_its_names()
    {
        var elements = BoundTypes.Of(DefinitionSet.R4).SelectMany(t => t.Elements.Select(e => (Type: t, Element: e))).ToList();
        elements.Should().HaveCountGreaterThan(5000);
        foreach (var (type, element) in elements)
        {
            type.Find(element.Name).Should().BeSameAs(element);
            foreach (var instance in element.IsChoice ? element.Variants : [element])
            {
                type.Index.Find(instance.Utf8Name).Should().BeSameAs(instance);
                type.Find(instance.JsonName).Should().BeSameAs(instance);
                instance.Type.Should().NotBeNull();
                instance.Ordinal.Should().Be(element.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("Patient", "Patient")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/Patient", "Patient")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/Patient|4.0.1", "Patient")]
    [InlineData("code", "code")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/code", "code")]
    public void A_type_is_found_by_name_and_by_URL(string nameOrUrl, string name) =>
        DefinitionSet.R4.FindType(nameOrUrl).Should().BeSameAs(DefinitionSet.R4.FindType(name)).And.NotBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("patient")]
    [InlineData("Patient.contact")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/")]
    [InlineData("http://example.org/StructureDefinition/Patient")]
    [InlineData("http://hl7.org/fhir/StructureDefinition/bodyweight")]
    public void What_is_not_there_is_not_found(string nameOrUrl) => DefinitionSet.R4.FindType(nameOrUrl).Should().BeNull();

    [Theory]
    [InlineData("Patient", "DomainResource", true)]
    [InlineData("Patient", "Resource", true)]
    [InlineData("Bundle", "DomainResource", false)]
    [InlineData("code", "string", true)]
    [InlineData("id", "string", true)]
    [InlineData("markdown", "string", true)]
    [InlineData("canonical", "uri", true)]
    [InlineData("positiveInt", "integer", true)]
    [InlineData("string", "code", false)]
    [InlineData("Age", "Quantity", true)]
    [InlineData("Timing", "BackboneElement", true)]
    [InlineData("HumanName", "BackboneElement", false)]
    [InlineData("HumanName", "Element", true)]
    public void A_type_is_what_it_derives_from(string type, string other, bool isIt) => DefinitionSet.R4.FindType(type)!.Is(other).Should().Be(isIt);

    [Fact]
    public void Elements_have_their_cardinality_types_and_flags()
    {
        var patient = DefinitionSet.R4.FindType("Patient")!;
        var name = patient.Find("name")!;
        (name.Facts.Min, name.Facts.Max, name.Facts.BaseMax, name.IsArray, name.Type.Name).Should().Be((0, int.MaxValue, int.MaxValue, true, "HumanName"));
        patient.Find("active")!.Facts.Traits.Should().Be(ElementTraits.Summary | ElementTraits.Modifier);
        patient.Find("birthDate")!.Facts.Traits.Should().Be(ElementTraits.Summary);
        patient.Find("photo")!.Facts.Traits.Should().Be(ElementTraits.None);
        DefinitionSet.R4.FindType("Observation")!.Find("status")!.Facts.Min.Should().Be(1);
        DefinitionSet.R4.FindType("Extension")!.Find("url")!.Facts.Traits.Should().HaveFlag(ElementTraits.XmlAttribute);
        DefinitionSet.R4.FindType("Composition")!.Find("section")!.Type.Path.Should().Be("Composition.section");
        patient.Elements.Select(e => e.Name).Should().StartWith(["id", "meta", "implicitRules", "language", "text", "contained", "extension", "modifierExtension", "identifier"]);
    }

    [Fact]
    public void An_element_that_narrows_an_inherited_one_is_an_array_still()
    {
        var age = DefinitionSet.R4.FindType("Extension")!.Find("extension")!;
        age.IsArray.Should().BeTrue();
        BoundTypes.Of(DefinitionSet.R4).SelectMany(t => t.Elements).Should().OnlyContain(e => e.Facts.BaseMax >= e.Facts.Max);
    }

    [Fact]
    public void A_choice_has_one_variant_for_each_type()
    {
        var value = DefinitionSet.R4.FindType("Observation")!.Find("value")!;
        value.IsChoice.Should().BeTrue();
        value.JsonName.Should().Be("value[x]");
        value.Variants.Select(v => v.JsonName).Should().Equal(
            "valueQuantity", "valueCodeableConcept", "valueString", "valueBoolean", "valueInteger", "valueRange", "valueRatio", "valueSampledData", "valueTime", "valueDateTime", "valuePeriod");
        DefinitionSet.R4.FindType("Extension")!.Find("value")!.Variants.Should().HaveCount(50);
        value.Variants[0].Type.Should().BeSameAs(DefinitionSet.R4.FindType("Quantity"));
    }

    [Fact]
    public void An_element_that_shares_the_content_of_another_has_its_type()
    {
        var item = DefinitionSet.R4.FindType("Questionnaire")!.Find("item")!;
        item.Type.Find("item")!.Type.Should().BeSameAs(item.Type);
        var parameter = DefinitionSet.R4.FindType("Parameters")!.Find("parameter")!;
        parameter.Type.Find("part")!.Type.Should().BeSameAs(parameter.Type);
        DefinitionSet.R4.FindType("Bundle")!.Find("entry")!.Type.Find("link")!.Type.Should().BeSameAs(DefinitionSet.R4.FindType("Bundle")!.Find("link")!.Type);
        BoundTypes.Of(DefinitionSet.R4).SelectMany(t => t.Elements).Count(e => e.Facts.ContentReference.Length > 0).Should().BeGreaterThan(20);
    }

    [Fact]
    public void Bindings_invariants_and_targets_are_kept()
    {
        var patient = DefinitionSet.R4.FindType("Patient")!;
        patient.Find("gender")!.Facts.Binding.Should().Be(new BindingFacts(BindingStrength.Required, "http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1"));
        patient.Find("maritalStatus")!.Facts.Binding!.Strength.Should().Be(BindingStrength.Extensible);
        patient.Find("name")!.Facts.Binding.Should().BeNull();
        patient.Find("contact")!.Facts.Invariants.Should().Contain(new InvariantFacts("pat-1", true, "name.exists() or telecom.exists() or address.exists() or organization.exists()"));
        patient.Facts.Invariants.Select(i => i.Key).Should().Contain(["dom-2", "dom-3", "dom-6"]);
        patient.Facts.Invariants.Single(i => i.Key == "dom-6").IsError.Should().BeFalse();
        patient.Find("managingOrganization")!.Facts.Types.Single().Targets.Should().Equal("http://hl7.org/fhir/StructureDefinition/Organization");
        patient.Find("generalPractitioner")!.Facts.Types.Single().Targets.Should().HaveCount(3);
    }

    [Fact]
    public void Ids_have_the_type_that_instances_see()
    {
        DefinitionSet.R4.FindType("Patient")!.Find("id")!.Type.Name.Should().Be("id");
        DefinitionSet.R4.FindType("Patient")!.Find("contact")!.Type.Find("id")!.Type.Name.Should().Be("string");
        DefinitionSet.R4.FindType("HumanName")!.Find("id")!.Type.Name.Should().Be("string");
        DefinitionSet.R4.FindType("Extension")!.Find("url")!.Type.Name.Should().Be("uri");
    }

    [Fact]
    public void A_primitive_has_an_id_and_extensions_but_its_value_is_no_element() =>
        DefinitionSet.R4.FindType("date")!.Elements.Select(e => e.Name).Should().Equal("id", "extension");
}
