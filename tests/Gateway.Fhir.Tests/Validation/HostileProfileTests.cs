using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Profiles;
using static Gateway.Fhir.Tests.Validation.Validated;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Profiles that cannot be used: all their faults are told, nothing hangs and nothing is thrown.</summary>
public sealed class HostileProfileTests
{
    [Fact]
    public void All_faults_of_all_profiles_are_told_at_once()
    {
        var faults = Faults(
            Profile("lost", "Patient", "", "https://nowhere.example/base"),
            Profile("path", "Patient", """{"id":"Patient.shoeSize","path":"Patient.shoeSize","min":1}"""),
            Profile("rule", "Patient", """{"id":"Patient.name","path":"Patient.name","constraint":[{"key":"x-1","severity":"error","human":"h","expression":"family.("}]}"""),
            Profile("slice", "Patient", """{"id":"Patient.name:a","path":"Patient.name","sliceName":"a"}"""),
            Profile("kin", "Observation", "", Root + "path"));
        faults.Should().BeEquivalentTo("kin", "lost", "path", "rule", "slice");
    }

    [Fact]
    public void Profiles_that_derive_from_each_other_are_faulty()
    {
        var (a, b) = (Profile("a", "Patient", "", Root + "b"), Profile("b", "Patient", "", Root + "a"));
        Faults(a, b).Should().BeEquivalentTo("a", "b");
        Errors("""{"resourceType":"Patient"}""", "a", a, b).Should().Equal("profile-faulty Patient");
    }

    [Fact]
    public void A_long_chain_ends()
    {
        var chain = Enumerable.Range(0, 2000).Select(i => Profile($"c{i}", "Patient", "", i == 0 ? null : $"{Root}c{i - 1}")).ToArray();
        ProfileSet.R4.With(chain).Check().Should().NotBeEmpty();
    }

    [Fact]
    public void Profiles_that_ask_each_other_of_one_element_end()
    {
        var a = Profile("a", "Patient", """{"id":"Patient.x","path":"Patient","constraint":[{"key":"a-1","severity":"error","human":"h","expression":"conformsTo('https://test.example/b')"}]}""");
        var b = Profile("b", "Patient", """{"id":"Patient.x","path":"Patient","constraint":[{"key":"b-1","severity":"error","human":"h","expression":"conformsTo('https://test.example/a')"}]}""");
        Errors("""{"resourceType":"Patient"}""", "a", a, b).Should().BeEmpty();
    }

    [Fact]
    public void An_extension_that_is_made_of_itself_ends()
    {
        var extension = Extension("e", """{"type":"element","expression":"Element"}""", """{"id":"Extension.extension","path":"Extension.extension","type":[{"code":"Extension","profile":["https://test.example/e"]}]}""");
        ProfileSet.R4.With([extension]).Check().Should().BeEmpty();
        Errors("""{"resourceType":"Patient","extension":[{"url":"https://test.example/e","extension":[{"url":"https://test.example/e","valueString":"x"}]}]}""", null, extension).Should().BeEmpty();
    }

    [Fact]
    public void A_hostile_expression_is_bounded()
    {
        var profile = Profile("p", "Patient", """{"id":"Patient.name.text","path":"Patient.name.text","constraint":[{"key":"r-1","severity":"error","human":"h","expression":"matches('^(a+)+$')"}]}""");
        Errors($$"""{"resourceType":"Patient","name":[{"text":"{{new string('a', 50_000)}}!"}]}""", "p", profile).Should().Equal("r-1 Patient.name[0].text");
    }

    private static IEnumerable<string> Faults(params Element[] profiles) => ProfileSet.R4.With(profiles).Check().Select(f => f.Profile[Root.Length..]).Distinct();
}
