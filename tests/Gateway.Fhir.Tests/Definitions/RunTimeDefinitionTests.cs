using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Json;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Definitions;

/// <summary>Logical models and profiles that are given at run time, laid over R4.</summary>
public sealed class RunTimeDefinitionTests
{
    private readonly DefinitionSet _set = DefinitionSet.R4.With([StructureDefinitionReader.Read(CustodyModel.Event), StructureDefinitionReader.Read(CustodyModel.Profile)]);

    [Fact]
    public void An_instance_of_a_logical_model_is_read_and_written()
    {
        const string Json = """{"recordNumber":{"value":"CR1"},"arrival":"2015-02-07T13:28:17Z","outcomeCode":"bailed","risk":[{"kind":"self-harm","noted":["2014",null],"_noted":[null,{"id":"n"}],"follows":[{"kind":"escape"}]}],"detainee":{"resourceType":"Patient","birthDate":"1980"}}""";
        var read = FhirJson.Read(Encoding.UTF8.GetBytes(Json), _set, type: _set.FindType("CustodyEvent"));
        read.Faults.Should().BeEmpty();
        FhirJson.ToText(read.Root).Should().Be(Json);
        read.Root["outcome"].Single().Type.Name.Should().Be("code");
        read.Root["risk"].Single()["follows"].Single().Type.Should().BeSameAs(_set.FindType("CustodyEvent")!.Find("risk")!.Type);
        read.Root["detainee"].Single().Type.Should().BeSameAs(DefinitionSet.R4.FindType("Patient"));
    }

    [Fact]
    public void Faults_in_an_instance_of_a_logical_model_have_their_places()
    {
        var read = FhirJson.Read("""{"recordNumber":"CR1","risk":[{"kind":"a"},{"follows":[{"kind":5}]}],"resourceType":"CustodyEvent"}"""u8.ToArray(), _set, type: _set.FindType("CustodyEvent"));
        read.Faults.Select(f => f.ToString()).Should().Equal(
            "1:17: CustodyEvent.recordNumber: The element must be an object, not a string.",
            "1:64: CustodyEvent.risk[1].follows[0].kind: The value must be a string, not a number.",
            "1:70: CustodyEvent.resourceType: CustodyEvent has no property 'resourceType'.");
    }

    [Fact]
    public void A_logical_model_is_found_by_name_and_by_URL()
    {
        var type = _set.FindType("CustodyEvent")!;
        (type.Kind, type.IsResource, type.Url, type.Base!.Name).Should().Be((StructureKind.Logical, false, CustodyModel.EventUrl, "Element"));
        _set.FindType(CustodyModel.EventUrl).Should().BeSameAs(type);
        _set.FindType(CustodyModel.EventUrl + "|1.0").Should().BeSameAs(type);
        DefinitionSet.R4.FindType("CustodyEvent").Should().BeNull();
        _set.FindType("Patient").Should().BeSameAs(DefinitionSet.R4.FindType("Patient"));
        _set.Names.Should().BeEquivalentTo("CustodyEvent", CustodyModel.ProfileUrl);
        _set.Check().Should().BeEmpty();
    }

    [Fact]
    public void A_profile_is_found_by_its_URL_only_and_narrows_its_type()
    {
        var profile = _set.FindType(CustodyModel.ProfileUrl)!;
        (profile.IsProfile, profile.Name, profile.Is("DomainResource")).Should().Be((true, "Patient", true));
        profile.Base.Should().BeSameAs(_set.FindType("Patient"));
        var name = profile.Find("name")!;
        (name.Facts.Min, name.Facts.Max, name.IsArray, name.Type.Path).Should().Be((1, 1, true, "Patient.name"));
        profile.Elements.Select(e => e.Name).Should().Equal("id", "contained", "extension", "name", "birthDate");
        profile.Find("birthDate")!.Facts.Traits.Should().Be(ElementTraits.MustSupport);
    }

    [Fact]
    public void A_resource_is_read_by_a_profile_that_spells_out_primitives_and_contained_resources()
    {
        const string Json = """{"resourceType":"Patient","id":"a","contained":[{"resourceType":"Organization","id":"o","name":"x"}],"name":[{"family":"f"}],"birthDate":"1980","_birthDate":{"extension":[{"url":"u","valueCode":"c"}]}}""";
        var read = FhirJson.Read(Encoding.UTF8.GetBytes(Json), _set, type: _set.FindType(CustodyModel.ProfileUrl));
        read.Faults.Should().BeEmpty();
        read.Root.Type.Url.Should().Be(CustodyModel.ProfileUrl);
        FhirJson.ToText(read.Root).Should().Be(Json);
        FhirJson.Read("""{"resourceType":"Patient","birthDate":"x"}"""u8.ToArray(), _set, type: _set.FindType(CustodyModel.ProfileUrl)).Faults
            .Should().ContainSingle().Which.Expression.Should().Be("Patient.birthDate");
    }

    [Fact]
    public void A_resource_of_another_type_than_the_profiles_is_refused() =>
        FhirJson.Read("""{"resourceType":"Basic"}"""u8.ToArray(), _set, type: _set.FindType(CustodyModel.ProfileUrl)).IsRead.Should().BeFalse();

    [Fact]
    public void What_is_not_declared_is_named_by_the_check()
    {
        var facts = Structure("A", "", new ElementFacts { Path = "A.b", Types = [new TypeFacts("Nowhere", [], [])] }, new ElementFacts { Path = "A.c", ContentReference = "A.d" });
        DefinitionSet.R4.With([facts]).Check().Should().Equal(
            "A.b has type Nowhere, which no loaded definition declares.",
            "A.c shares the content of A.d, which A does not have.");
        DefinitionSet.Of([facts]).Invoking(s => s.FindType("A")!.Find("b")).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_definition_that_derives_from_itself_is_refused()
    {
        FluentActions.Invoking(() => DefinitionSet.Of([Structure("A", "urn:A")])).Should().Throw<ArgumentException>().WithMessage("urn:A derives from itself.");
        FluentActions.Invoking(() => DefinitionSet.R4.With([Structure("A", "urn:B"), Structure("B", "urn:A"), Structure("C", "urn:B")])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_primitive_that_the_standard_does_not_know_is_text_or_like_the_one_it_derives_from()
    {
        var set = DefinitionSet.R4.With([
            Structure("nhsNumber", "http://hl7.org/fhir/StructureDefinition/Element") with { Kind = StructureKind.Primitive },
            Structure("shortDate", "http://hl7.org/fhir/StructureDefinition/date") with { Kind = StructureKind.Primitive }]);
        set.FindType("nhsNumber")!.Primitive.Should().Be(PrimitiveKind.String);
        set.FindType("shortDate")!.Primitive.Should().Be(PrimitiveKind.Date);
    }

    [NeedsExamplesFact]
    public void Every_official_profile_with_a_snapshot_binds()
    {
        var profiles = Directory.GetFiles(TestFolders.Examples!, "StructureDefinition-*.json").Select(f => File.ReadAllBytes(f))
            .Where(b => Encoding.UTF8.GetString(b) is var t && t.Contains("\"derivation\"") && t.Contains("\"snapshot\"")).Select(b => StructureDefinitionReader.Read(b)).Where(s => s.IsProfile).ToList();
        profiles.Should().HaveCountGreaterThan(400);
        var set = DefinitionSet.R4.With(profiles);
        set.Check().Should().BeEmpty();
        BoundTypes.Of(set).Count.Should().BeGreaterThan(profiles.Count);
        var example = File.ReadAllBytes(Path.Combine(TestFolders.Examples!, "Observation-example.json"));
        FhirJson.Read(example, set, type: set.FindType("http://hl7.org/fhir/StructureDefinition/bodyweight")).Faults.Should().BeEmpty();
    }

    private static StructureFacts Structure(string name, string derivesFrom, params ElementFacts[] elements) => new()
    {
        Name = name,
        Url = $"urn:{name}",
        Base = derivesFrom,
        Kind = StructureKind.Logical,
        Elements = [new ElementFacts { Path = name }, .. elements],
    };
}
