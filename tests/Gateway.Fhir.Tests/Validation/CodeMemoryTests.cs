using System.Text;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Fhir.Validation.Codes;
using static Gateway.Fhir.Tests.Validation.Validated;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>A validator remembers what it found out about codes; what it remembers is never taken for an answer to something else.</summary>
public sealed class CodeMemoryTests
{
    [Fact]
    public void A_text_is_known_for_what_it_was_found_out_for_and_by_all_its_bytes()
    {
        var memo = new ByteMemo<string>();
        var (one, other) = (new object(), new object());
        for (var i = 0; i < 5000; i++)
            memo.Keep(one, Bytes($"code-{i}"), $"{i}");
        Enumerable.Range(0, 5000).Select(i => (Number: $"{i}", Known: memo.Find(one, Bytes($"code-{i}")))).Where(f => f.Known is not null)
            .Should().NotBeEmpty().And.OnlyContain(f => f.Known == f.Number);
        memo.Find(other, Bytes("code-4999")).Should().BeNull();
        memo.Keep(one, new byte[1000], "long");
        memo.Find(one, new byte[1000]).Should().BeNull();
    }

    [Fact]
    public void A_second_validation_finds_what_the_first_one_found()
    {
        const string patient = """
            {"resourceType":"Patient","gender":"m","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"S","display":"Single?"},
             {"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"nope"},{"system":"http://snomed.info/sct","code":"1"}]},
             "communication":[{"language":{"coding":[{"system":"http://snomed.info/sct","code":"1","display":"x"}]}}]}
            """;
        var validator = With();
        var first = validator.Validate(Read(patient));
        var second = validator.Validate(Read(patient));
        first.Faults.Where(f => !f.IsWarning).Select(f => f.Rule).Should().BeEquivalentTo("binding-required", "display", "code-unknown");
        second.Faults.Should().BeEquivalentTo(first.Faults, o => o.WithStrictOrdering());
        second.Unanswered.Should().BeEquivalentTo(first.Unanswered).And.Contain(q => q is ConceptQuestion);
    }

    [Fact]
    public void Parts_of_a_code_are_not_taken_for_each_other()
    {
        var validator = With();
        string[] Rules(string coding) => [.. validator.Validate(Read($$"""{"resourceType":"Basic","code":{"coding":[{{coding}}]} }""")).Faults.Where(f => !f.IsWarning).Select(f => f.Rule)];
        const string system = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";
        Rules($$"""{"system":"{{system}}","code":"S","display":"Never Married"}""").Should().BeEmpty();
        Rules($$"""{"system":"{{system}}","code":"S","display":"Never"}""").Should().Equal("display");
        Rules($$"""{"system":"{{system}}","code":"SNever Married"}""").Should().Equal("code-unknown");
        Rules($$"""{"system":"{{system}}","version":"S","display":"Never Married"}""").Should().BeEmpty();
        Rules($$"""{"system":"{{system}}","code":"\u0053","display":"Never"}""").Should().Equal("display");
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
