using static Gateway.Fhir.Tests.Validation.Validated;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Slices by each kind of discriminator, their order, what closed slicing refuses, slices of slices.</summary>
public sealed class SlicingTests
{
    private const string ByUse = """{"id":"Patient.name","path":"Patient.name","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"RULES","ordered":ORDERED}},{"id":"Patient.name:official","path":"Patient.name","sliceName":"official","min":1,"max":"1"},{"id":"Patient.name:official.use","path":"Patient.name.use","min":1,"fixedCode":"official"},{"id":"Patient.name:official.family","path":"Patient.name.family","min":1},{"id":"Patient.name:usual","path":"Patient.name","sliceName":"usual"},{"id":"Patient.name:usual.use","path":"Patient.name.use","fixedCode":"usual"}""";
    private const string Official = """{"use":"official","family":"a"}""";
    private const string Usual = """{"use":"usual","text":"b"}""";
    private const string Other = """{"use":"old","text":"c"}""";

    [Theory]
    [InlineData("open", false, $"{Official},{Other}", "")]
    [InlineData("open", false, Usual, "min Patient")]
    [InlineData("open", false, $"{Official},{Official}", "max Patient")]
    [InlineData("open", false, """{"use":"official","text":"a"}""", "min Patient.name[0]")]
    [InlineData("closed", false, $"{Official},{Usual}", "")]
    [InlineData("closed", false, $"{Official},{Other}", "slice-closed Patient.name[1]")]
    [InlineData("openAtEnd", false, $"{Official},{Other}", "")]
    [InlineData("openAtEnd", false, $"{Other},{Official}", "slice-open-at-end Patient.name[1]")]
    [InlineData("open", true, $"{Official},{Usual}", "")]
    [InlineData("open", true, $"{Usual},{Official}", "slice-order Patient.name[1]")]
    public void Slices_are_told_apart_by_value(string rules, bool isOrdered, string names, string expected)
    {
        var profile = Profile("p", "Patient", ByUse.Replace("RULES", rules, StringComparison.Ordinal).Replace("ORDERED", isOrdered ? "true" : "false", StringComparison.Ordinal));
        Errors($$"""{"resourceType":"Patient","name":[{{names}}]}""", "p", profile).Should().Equal(expected.Length == 0 ? [] : [expected]);
    }

    [Theory]
    [InlineData("""{"type":"pattern","path":"code"}""", """{"id":"Observation.component:a.code","path":"Observation.component.code","patternCodeableConcept":{"coding":[{"system":"http://x.example","code":"a"}]}}""", """{"code":{"coding":[{"system":"http://x.example","code":"a"}]}}""", """{"code":{"text":"a"}}""")]
    [InlineData("""{"type":"value","path":"code.coding.code"}""", """{"id":"Observation.component:a.code.coding.code","path":"Observation.component.code.coding.code","fixedCode":"a"}""", """{"code":{"coding":[{"system":"http://x.example","code":"a"}]}}""", """{"code":{"text":"a"}}""")]
    [InlineData("""{"type":"exists","path":"interpretation"}""", """{"id":"Observation.component:a.interpretation","path":"Observation.component.interpretation","min":1}""", """{"code":{"text":"a"},"interpretation":[{"text":"h"}]}""", """{"code":{"text":"a"}}""")]
    [InlineData("""{"type":"exists","path":"interpretation"}""", """{"id":"Observation.component:a.interpretation","path":"Observation.component.interpretation","max":"0"}""", """{"code":{"text":"a"}}""", """{"code":{"text":"a"},"interpretation":[{"text":"h"}]}""")]
    [InlineData("""{"type":"type","path":"value"}""", """{"id":"Observation.component:a.value[x]","path":"Observation.component.value[x]","type":[{"code":"Quantity"}]}""", """{"code":{"text":"a"},"valueQuantity":{"value":1}}""", """{"code":{"text":"a"},"valueString":"x"}""")]
    [InlineData("""{"type":"value","path":"value.ofType(Quantity).unit"}""", """{"id":"Observation.component:a.value[x]","path":"Observation.component.value[x]","type":[{"code":"Quantity"}]},{"id":"Observation.component:a.value[x].unit","path":"Observation.component.value[x].unit","fixedString":"kg"}""", """{"code":{"text":"a"},"valueQuantity":{"value":1,"unit":"kg"}}""", """{"code":{"text":"a"},"valueQuantity":{"value":1,"unit":"g"}}""")]
    public void A_discriminator_finds_its_slice(string discriminator, string element, string matching, string other)
    {
        var profile = Profile("p", "Observation", $$"""{"id":"Observation.component","path":"Observation.component","slicing":{"discriminator":[{{discriminator}}],"rules":"open"} },{"id":"Observation.component:a","path":"Observation.component","sliceName":"a","min":1},{{element}}""");
        Errors(Observation($$""" "component":[{{matching}}] """), "p", profile).Should().BeEmpty();
        Errors(Observation($$""" "component":[{{other}}] """), "p", profile).Should().Equal("min Observation");
    }

    [Fact]
    public void An_element_that_fits_two_slices_is_wrong()
    {
        var profile = Profile("p", "Patient", """
            {"id":"Patient.name","path":"Patient.name","slicing":{"discriminator":[{"type":"exists","path":"family"},{"type":"value","path":"use"}],"rules":"open"}},
            {"id":"Patient.name:a","path":"Patient.name","sliceName":"a"},{"id":"Patient.name:a.family","path":"Patient.name.family","min":1},
            {"id":"Patient.name:b","path":"Patient.name","sliceName":"b"},{"id":"Patient.name:b.use","path":"Patient.name.use","fixedCode":"official"}
            """);
        Errors($$"""{"resourceType":"Patient","name":[{"family":"a"},{"use":"official"}]}""", "p", profile).Should().BeEmpty();
        Errors($$"""{"resourceType":"Patient","name":[{{Official}}]}""", "p", profile).Should().Equal("slice-several Patient.name[0]");
    }

    [Fact]
    public void Variants_of_a_choice_are_slices_by_type()
    {
        var profile = Profile("p", "Observation", """{"id":"Observation.value[x]:valueQuantity","path":"Observation.valueQuantity","sliceName":"valueQuantity"},{"id":"Observation.value[x]:valueQuantity.unit","path":"Observation.valueQuantity.unit","min":1}""");
        Errors(Observation(""" "valueString":"x" """), "p", profile).Should().BeEmpty();
        Errors(Observation(""" "valueQuantity":{"value":1} """), "p", profile).Should().Equal("min Observation.value");
    }

    [Fact]
    public void Slices_are_told_apart_by_the_type_and_profile_of_what_they_lead_to()
    {
        var adult = Profile("adult", "Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}""");
        static string Slicing(string type, string target) => $$"""{"id":"Observation.performer","path":"Observation.performer","slicing":{"discriminator":[{"type":"{{type}}","path":"resolve()"}],"rules":"open"} },{"id":"Observation.performer:a","path":"Observation.performer","sliceName":"a","min":1,"type":[{"code":"Reference","targetProfile":["{{target}}"]}]}""";
        var byType = Profile("t", "Observation", Slicing("type", "http://hl7.org/fhir/StructureDefinition/Organization"));
        Errors(Observation(""" "performer":[{"reference":"Organization/1"}] """), "t", byType).Should().BeEmpty();
        Errors(Observation(""" "performer":[{"reference":"Practitioner/1"}] """), "t", byType).Should().Equal("min Observation");
        var byProfile = Profile("p", "Observation", Slicing("profile", Root + "adult"));
        static string Contained(string birth) => Observation($$""" "contained":[{"resourceType":"Patient","id":"x"{{birth}}}],"performer":[{"reference":"#x"}] """);
        Errors(Contained(""","birthDate":"1980" """), "p", adult, byProfile).Should().BeEmpty();
        Errors(Contained(""), "p", adult, byProfile).Should().Equal("min Observation");
    }

    [Fact]
    public void A_slice_may_be_sliced_again()
    {
        var above = Profile("above", "Patient", """{"id":"Patient.name","path":"Patient.name","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"open"}},{"id":"Patient.name:official","path":"Patient.name","sliceName":"official"},{"id":"Patient.name:official.use","path":"Patient.name.use","min":1,"fixedCode":"official"}""");
        var below = Profile("below", "Patient", """{"id":"Patient.name:official","path":"Patient.name","sliceName":"official","slicing":{"discriminator":[{"type":"exists","path":"period"}],"rules":"closed"}},{"id":"Patient.name:official/current","path":"Patient.name","sliceName":"official/current","min":1},{"id":"Patient.name:official/current.period","path":"Patient.name.period","max":"0"}""", Root + "above");
        Errors("""{"resourceType":"Patient","name":[{"use":"official","text":"a"},{"use":"old","text":"b","period":{"start":"2000"}}]}""", "below", above, below).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","name":[{"use":"official","text":"a","period":{"start":"2000"}}]}""", "below", above, below).Should().BeEquivalentTo("slice-closed Patient.name[0]", "min Patient");
    }

    [Fact]
    public void What_is_in_no_slice_meets_the_default()
    {
        var profile = Profile("p", "Patient", """{"id":"Patient.name","path":"Patient.name","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"closed"}},{"id":"Patient.name:official","path":"Patient.name","sliceName":"official"},{"id":"Patient.name:official.use","path":"Patient.name.use","min":1,"fixedCode":"official"},{"id":"Patient.name:@default","path":"Patient.name","sliceName":"@default"},{"id":"Patient.name:@default.text","path":"Patient.name.text","min":1}""");
        Errors("""{"resourceType":"Patient","name":[{"use":"official","family":"a"},{"text":"b"}]}""", "p", profile).Should().BeEmpty();
        Errors("""{"resourceType":"Patient","name":[{"family":"b"}]}""", "p", profile).Should().Equal("min Patient.name[0]");
    }

    private static string Observation(string more) => $$"""{"resourceType":"Observation","status":"final","code":{"text":"c"},{{more}}}""";
}
