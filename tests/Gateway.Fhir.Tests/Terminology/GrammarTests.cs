using System.Text.Json;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Grammars;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Terminology;

/// <summary>Systems that have a grammar in place of a list.</summary>
public sealed class GrammarTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("en-GB")]
    [InlineData("EN-gb")]
    [InlineData("zh-Hans-CN")]
    [InlineData("sr-Latn")]
    [InlineData("es-419")]
    [InlineData("zh-cmn-Hans-CN")]
    [InlineData("de-CH-1901")]
    [InlineData("sl-rozaj-biske-1994")]
    [InlineData("hy-Latn-IT-arevela")]
    [InlineData("de-DE-u-co-phonebk")]
    [InlineData("en-a-myext-b-another")]
    [InlineData("x-whatever")]
    [InlineData("en-x-private-1")]
    [InlineData("i-klingon")]
    [InlineData("sgn-BE-FR")]
    [InlineData("bfi")]
    public void Language_tags_of_RFC_5646_are_well_formed(string tag) => LanguageTag.IsWellFormed(tag).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english please")]
    [InlineData("en_GB")]
    [InlineData("en-")]
    [InlineData("-en")]
    [InlineData("en--GB")]
    [InlineData("de-419-DE")]
    [InlineData("a-DE")]
    [InlineData("ar-a-aaa-b-bbb-a-ccc")]
    [InlineData("de-1901-1901")]
    [InlineData("en-a")]
    [InlineData("abcdefghi")]
    [InlineData("en-GB\n")]
    public void Other_texts_are_no_language_tags(string tag) => LanguageTag.IsWellFormed(tag).Should().BeFalse();

    [Fact]
    public void A_long_text_is_no_language_tag_and_takes_no_time() => LanguageTag.IsWellFormed("en-" + string.Join('-', Enumerable.Repeat("aaaaa", 100_000))).Should().BeFalse();

    [Theory]
    [InlineData("text/plain", true)]
    [InlineData("application/fhir+json", true)]
    [InlineData("text/plain; charset=utf-8", true)]
    [InlineData("text/plain;charset=\"utf-8\";format=flowed", true)]
    [InlineData("application/vnd.openxmlformats-officedocument.wordprocessingml.document", true)]
    [InlineData("image/svg+xml", true)]
    [InlineData("json", true)]
    [InlineData("xml", true)]
    [InlineData("ttl", true)]
    [InlineData("pdf", false)]
    [InlineData("text/", false)]
    [InlineData("/plain", false)]
    [InlineData("text/plain; charset", false)]
    [InlineData("text plain", false)]
    [InlineData("text/plain;", false)]
    [InlineData("", false)]
    public void Media_types_are_told_by_their_grammar(string text, bool isOne) => MediaType.IsWellFormed(text).Should().Be(isOne);

    [Theory]
    [InlineData("http://hl7.org/fhir/ValueSet/all-languages", "de-CH", Membership.Yes)]
    [InlineData("http://hl7.org/fhir/ValueSet/all-languages", "d", Membership.No)]
    [InlineData("http://hl7.org/fhir/ValueSet/languages", "de-CH", Membership.Yes)]
    [InlineData("http://hl7.org/fhir/ValueSet/languages", "cy", Membership.No)]
    [InlineData("http://hl7.org/fhir/ValueSet/mimetypes|4.0.1", "text/csv", Membership.Yes)]
    [InlineData("http://hl7.org/fhir/ValueSet/mimetypes|4.0.1", "csv", Membership.No)]
    [InlineData("http://hl7.org/fhir/ValueSet/ucum-units", "mm[Hg]", Membership.Yes)]
    [InlineData("http://hl7.org/fhir/ValueSet/ucum-units", "mmHg", Membership.No)]
    [InlineData("http://hl7.org/fhir/ValueSet/ucum-units", "10*300", Membership.Unknown)]
    [InlineData("http://hl7.org/fhir/ValueSet/currencies", "GBP", Membership.Yes)]
    [InlineData("http://hl7.org/fhir/ValueSet/currencies", "QQQ", Membership.No)]
    [InlineData("http://hl7.org/fhir/ValueSet/iso3166-1-2", "GB", Membership.Yes)]
    [InlineData("http://hl7.org/fhir/ValueSet/iso3166-1-2", "UK", Membership.No)]
    [InlineData("http://hl7.org/fhir/ValueSet/iso3166-1-3", "GBR", Membership.Unknown)]
    public void Value_sets_of_such_systems_are_answered(string url, string code, Membership expected) =>
        TerminologySet.R4.IsMember(url, null, code).Should().Be(expected);

    [NeedsExamplesFact]
    public void Every_unit_that_the_standard_lists_is_one()
    {
        using var bundle = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestFolders.Examples!, "Bundle-valueset-expansions.json")));
        var units = bundle.RootElement.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).Single(r => r.GetProperty("url").GetString() == "http://hl7.org/fhir/ValueSet/ucum-units")
            .GetProperty("expansion").GetProperty("contains").EnumerateArray().Where(c => c.GetProperty("system").GetString() == "http://unitsofmeasure.org").Select(c => c.GetProperty("code").GetString()!).ToArray();
        units.Should().HaveCountGreaterThan(900);
        units.Where(u => TerminologySet.R4.Find(new CodedValue("http://unitsofmeasure.org", u)).State != ConceptState.Found).Should().BeEmpty();
    }
}
