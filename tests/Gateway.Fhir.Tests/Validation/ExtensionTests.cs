using static Gateway.Fhir.Tests.Validation.Validated;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Extensions: known, where they may be, and as their definition says.</summary>
public sealed class ExtensionTests
{
    private const string OnPatient = """{"type":"element","expression":"Patient"}""";

    [Fact]
    public void An_extension_that_is_not_known_is_an_error_and_one_of_an_example_is_not()
    {
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://nowhere.example/e","valueString":"x"}]}""", null).Should().Equal("extension-unknown Patient.extension[0]");
        Errors("""{"resourceType":"Patient","extension":[{"url":"http://example.org/e","valueString":"x"}]}""", null).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","modifierExtension":[{"url":"http://example.org/e","valueString":"x"}]}""", null).Should().Equal("extension-unknown Patient.modifierExtension[0]");
    }

    [Theory]
    [InlineData("""{"type":"element","expression":"Patient"}""", true, false)]
    [InlineData("""{"type":"element","expression":"DomainResource"}""", true, false)]
    [InlineData("""{"type":"element","expression":"HumanName"}""", false, true)]
    [InlineData("""{"type":"element","expression":"Patient.name"}""", false, true)]
    [InlineData("""{"type":"element","expression":"Element"}""", true, true)]
    [InlineData("""{"type":"fhirpath","expression":"Patient.name.where(use = 'official')"}""", false, true)]
    [InlineData("""{"type":"fhirpath","expression":"Patient.name.where(use = 'old')"}""", false, false)]
    [InlineData("""{"type":"extension","expression":"https://test.example/other"}""", false, false)]
    public void An_extension_is_allowed_where_its_contexts_say(string context, bool onPatient, bool onName)
    {
        var extension = Extension("e", context);
        const string given = """ "extension":[{"url":"https://test.example/e","valueString":"x"}] """;
        Errors($$"""{"resourceType":"Patient",{{given}}}""", null, extension).Should().Equal(onPatient ? [] : ["extension-context Patient.extension[0]"]);
        Errors($$"""{"resourceType":"Patient","name":[{"use":"official",{{given}}}]}""", null, extension).Should().Equal(onName ? [] : ["extension-context Patient.name[0].extension[0]"]);
    }

    [Fact]
    public void An_extension_keeps_its_definition()
    {
        var extension = Extension("e", OnPatient, """{"id":"Extension.value[x]","path":"Extension.value[x]","min":1,"type":[{"code":"code"}]}""");
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","valueCode":"x"}]}""", null, extension).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","valueString":"x"}]}""", null, extension).Should().Equal("type Patient.extension[0].value");
    }

    [Fact]
    public void A_context_invariant_holds_where_the_extension_is()
    {
        var extension = Read("""
            {"resourceType":"StructureDefinition","url":"https://test.example/e","name":"T","status":"draft","kind":"complex-type","abstract":false,"type":"Extension","context":[{"type":"element","expression":"Patient"}],"contextInvariant":["active = true"],
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Extension","derivation":"constraint","differential":{"element":[{"id":"Extension","path":"Extension"}]}}
            """);
        Errors("""{"resourceType":"Patient","active":true,"extension":[{"url":"https://test.example/e","valueCode":"x"}]}""", null, extension).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","active":false,"extension":[{"url":"https://test.example/e","valueCode":"x"}]}""", null, extension).Should().Equal("extension-context Patient.extension[0]");
    }

    [Fact]
    public void Modifiers_stand_among_modifiers()
    {
        var modifier = Extension("m", OnPatient, isModifier: true);
        Errors("""{"resourceType":"Patient","modifierExtension":[{"url":"https://test.example/m","valueCode":"x"}]}""", null, modifier).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/m","valueCode":"x"}]}""", null, modifier).Should().Equal("extension-modifier Patient.extension[0]");
    }

    [Fact]
    public void A_part_is_one_that_the_extension_around_it_has()
    {
        var extension = Extension("e", OnPatient, """{"id":"Extension.extension:a","path":"Extension.extension","sliceName":"a","min":1},{"id":"Extension.extension:a.url","path":"Extension.extension.url","fixedUri":"a"}""");
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","extension":[{"url":"a","valueCode":"x"}]}]}""", null, extension).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","extension":[{"url":"a","valueCode":"x"},{"url":"b","valueCode":"x"}]}]}""", null, extension).Should().Equal("extension-part Patient.extension[0].extension[1]");
    }

    [Fact]
    public void A_profile_may_say_more_of_an_extension_and_its_parts()
    {
        var extension = Extension("e", OnPatient, """{"id":"Extension.extension:a","path":"Extension.extension","sliceName":"a"},{"id":"Extension.extension:a.url","path":"Extension.extension.url","fixedUri":"a"}""");
        var profile = Profile("p", "Patient", """{"id":"Patient.extension:e","path":"Patient.extension","sliceName":"e","min":1,"type":[{"code":"Extension","profile":["https://test.example/e"]}]},{"id":"Patient.extension:e.extension:a","path":"Patient.extension.extension","sliceName":"a","min":1}""");
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","extension":[{"url":"a","valueCode":"x"}]}]}""", "p", extension, profile).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","active":true}""", "p", extension, profile).Should().Equal("min Patient");
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","id":"x","extension":[{"url":"c","valueCode":"x"}]}]}""", "p", extension, profile).Should().Contain("min Patient.extension[0]");
    }
}
