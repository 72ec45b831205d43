using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Tests.Search;

public sealed class StringSearchTests
{
    private static readonly Searched s_data = Searched.Of(
        """{"resourceType":"Patient","id":"a","name":[{"family":"O'Brien","given":["Éve","Mary-Ann"]}],"address":[{"line":["12, High Street"],"city":"Leeds","postalCode":"LS1 4AP"}]}""",
        """{"resourceType":"Patient","id":"b","name":[{"family":"Carreno Quinones","given":["Evelyn"],"prefix":["Dr."]}]}""",
        """{"resourceType":"Patient","id":"c","name":[{"family":"Smith-Jones","given":["Severine"],"text":"Ms  S\tSmith-Jones"}]}""",
        """{"resourceType":"Patient","id":"d","name":[{"family":"Łukasz","given":["eve"]}]}""",
        """{"resourceType":"Patient","id":"e"}""");

    [Theory]
    [InlineData("Patient?given=eve", "a b d")]
    [InlineData("Patient?given=EVE", "a b d")]
    [InlineData("Patient?given=%C3%89ve", "a b d")]
    [InlineData("Patient?given:contains=eve", "a b c d")]
    [InlineData("Patient?given:exact=eve", "d")]
    [InlineData("Patient?given:exact=%C3%89ve", "a")]
    [InlineData("Patient?given:exact=Eve", "")]
    [InlineData("Patient?family=obrien", "a")]
    [InlineData("Patient?family=O'Brien", "a")]
    [InlineData("Patient?family=brien", "")]
    [InlineData("Patient?family=carreno", "b")]
    [InlineData("Patient?family=quinones", "b")]
    [InlineData("Patient?family=carreno++quinones", "b")]
    [InlineData("Patient?family:exact=Quinones", "")]
    [InlineData("Patient?family=jones", "c")]
    [InlineData("Patient?family=smith jones", "c")]
    [InlineData("Patient?family=lukasz", "d")]
    [InlineData("Patient?name=dr", "b")]
    [InlineData("Patient?name=ms s smith", "c")]
    [InlineData("Patient?name=mary ann", "a")]
    [InlineData("Patient?name=evelyn,lukasz", "b d")]
    [InlineData("Patient?name=eve&name=lukasz", "d")]
    [InlineData("Patient?name:missing=true", "e")]
    [InlineData("Patient?name:missing=false", "a b c d")]
    [InlineData("Patient?address=12 high", "a")]
    [InlineData("Patient?address-city=leeds", "a")]
    [InlineData("Patient?address-postalcode=ls1", "a")]
    [InlineData("Patient?address=leeds&address-postalcode=ls2", "")]
    public void Texts_match_without_case_accents_and_punctuation(string query, string ids) => s_data.Ids(query).Should().Be(ids);

    [Theory]
    [InlineData("", "")]
    [InlineData("Ångström", "angstrom")]
    [InlineData("e\u0301", "e")]
    [InlineData("  A \t\n B  ", "a b")]
    [InlineData("St. John's", "st johns")]
    [InlineData("A—B_C/D", "a b c d")]
    [InlineData("Straße", "strasse")]
    [InlineData("Æther Þór", "aether thor")]
    [InlineData("Ὀδυσσεύς", "οδυσσευς")]
    [InlineData("日本", "日本")]
    [InlineData("!?", "")]
    [InlineData("10€", "10€")]
    public void Folding_leaves_letters_digits_symbols_and_single_spaces(string text, string folded) => FoldedText.Of(text).Should().Be(folded);
}
