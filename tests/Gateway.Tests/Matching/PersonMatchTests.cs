using Gateway.Fhir;
using Gateway.Fhir.Search.Values;
using Gateway.Matching;
using Gateway.Storage.Links;

namespace Gateway.Tests.Matching;

/// <summary>Who is likely to be whom, and why.</summary>
public sealed class PersonMatchTests
{
    private static readonly IndexExtractor s_extractor = new();

    // Given name, family name, date of birth, gender, postcode, NHS number and whether that is certain, for who is looked for and who is found.
    [Theory]
    [InlineData("Peter|Chalmers|1974-12-25|male|CM1 1AA|9000000009", "Peter|Chalmers|1974-12-25|male|CM1 1AA|9000000009", "certain")]
    [InlineData("||1974-12-25|||9000000009", "Peter|Chalmers|1974-12-25|male||9000000009", "certain")]
    [InlineData("Peter|Chalmers||||9000000009", "Peter|Chalmers|1974-12-25|male||9000000009", "probable")]
    [InlineData("Anna|Smith|1974-12-25|||9000000009", "Peter|Chalmers|1974-12-25|male||9000000009", "probable")]
    [InlineData("Peter|Chalmers|1974-12-25|||9000000009", "Peter|Chalmers|1974-12-25|||9000000009?", "probable")]
    [InlineData("Peter|Chalmers|1974-12-25|male|CM1 1AA|9000000017", "Peter|Chalmers|1974-12-25|male|CM1 1AA|9000000009", "none")]
    [InlineData("Peter|Chalmers|1974-12-25|male||", "Peter|Chalmers|1974-12-25|male||9000000009", "probable")]
    [InlineData("Chalmers|Peter|1974-12-25|male||", "Peter|Chalmers|1974-12-25|male||", "probable")]
    [InlineData("Petre|Chalmers|1974-12-25|male||", "Peter|Chalmers|1974-12-25|male||", "probable")]
    [InlineData("Peter|Chalmers|1974-10-12|male|CM11AA|", "Peter|Chalmers|1974-12-10|male|cm1 1aa|", "probable")]
    [InlineData("Paula|Chalmers|1974-12-25||CM1 1AA|", "Peter|Chalmers|1974-12-25||CM1 1AA|", "possible")]
    [InlineData("P|Chalmers|1974|male||", "Peter|Chalmers|1974-12-25|male||", "possible")]
    [InlineData("||1974-12-25|male||", "Peter|Chalmers|1974-12-25|male||", "possible")]
    [InlineData("Peter|Chalmers|1950-01-02|male||", "Peter|Chalmers|1974-12-25|male||", "none")]
    [InlineData("|Chalmers||||", "Peter|Chalmers|1974-12-25|male||", "none")]
    public void A_match_is_graded_by_what_agrees(string wanted, string found, string grade)
    {
        var (asked, held) = (Traits(wanted), Traits(found));
        var score = PersonMatch.Of(asked, held);

        (score.Grade switch { MatchGrade.Certain => "certain", MatchGrade.Probable => "probable", MatchGrade.Possible => "possible", _ => "none" }).Should().Be(grade, string.Join(", ", score.Evidence));
        score.Score.Should().BeInRange(0, grade == "certain" ? 1 : 0.99m);
        PersonMatch.Of(asked, held).Should().BeEquivalentTo(score, "the same two always come out the same");
    }

    [Fact]
    public void The_evidence_names_each_part_that_both_have()
    {
        var score = PersonMatch.Of(Traits("Peter|Chalmers|1974-12-25|male|CM1 1AA|9000000009"), Traits("Pete|Chalmers|1974-12-26|female|CM1 9ZZ|9000000009"));

        score.Evidence.Select(e => $"{e.Part} {e.Says}").Should().Equal("nhs-number agrees", "birth-date agrees-nearly", "family-name agrees", "given-name agrees-nearly", "gender differs", "postcode agrees-nearly");
    }

    private static PersonTraits Traits(string text)
    {
        var parts = text.Split('|');
        var patient = FhirContent.Read(System.Text.Encoding.UTF8.GetBytes($$"""
            {"resourceType":"Patient","id":"1"{{Part(parts[0] + parts[1], $$""","name":[{{{Part(parts[1], $"\"family\":\"{parts[1]}\"")}}{{Part(parts[0] == "" || parts[1] == "" ? "" : ",", ",")}}{{Part(parts[0], $"\"given\":[\"{parts[0]}\"]")}}}]""")}}{{Part(parts[3], $",\"gender\":\"{parts[3]}\"")}}{{Part(parts[2], $",\"birthDate\":\"{parts[2]}\"")}}{{Part(parts[4], $$""","address":[{"postalCode":"{{parts[4]}}"}]""")}}}
            """));
        patient.IsRead.Should().BeTrue(string.Join(", ", patient.Faults));
        return PersonTraits.Of(patient.Root, parts[5] == "" ? [] : [new LinkIdentifier(LinkSystems.NhsNumber, parts[5].TrimEnd('?'), !parts[5].EndsWith('?'))], s_extractor);
    }

    private static string Part(string value, string text) => value.Length > 0 ? text : "";
}
