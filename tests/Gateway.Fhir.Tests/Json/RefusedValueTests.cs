namespace Gateway.Fhir.Tests.Json;

/// <summary>Values that their primitive type does not allow, each inside an extension.</summary>
public sealed class RefusedValueTests
{
    private const string Expression = "Basic.extension[0].value";

    [Theory]
    [InlineData("valueBoolean", "a boolean", """ "true" """, "a string")]
    [InlineData("valueBoolean", "a boolean", "1", "a number")]
    [InlineData("valueInteger", "a number", """ "1" """, "a string")]
    [InlineData("valueUnsignedInt", "a number", "true", "a boolean")]
    [InlineData("valuePositiveInt", "a number", "null", "null")]
    [InlineData("valueDecimal", "a number", """ "1.10" """, "a string")]
    [InlineData("valueDecimal", "a number", "{}", "an object")]
    [InlineData("valueString", "a string", "false", "a boolean")]
    [InlineData("valueString", "a string", "{}", "an object")]
    [InlineData("valueMarkdown", "a string", "1", "a number")]
    [InlineData("valueCode", "a string", "1", "a number")]
    [InlineData("valueId", "a string", "1", "a number")]
    [InlineData("valueUri", "a string", "1", "a number")]
    [InlineData("valueUrl", "a string", "1", "a number")]
    [InlineData("valueCanonical", "a string", "1", "a number")]
    [InlineData("valueOid", "a string", "1", "a number")]
    [InlineData("valueUuid", "a string", "1", "a number")]
    [InlineData("valueDate", "a string", "2015", "a number")]
    [InlineData("valueDateTime", "a string", "2015", "a number")]
    [InlineData("valueInstant", "a string", "2015", "a number")]
    [InlineData("valueTime", "a string", "12", "a number")]
    [InlineData("valueBase64Binary", "a string", "12", "a number")]
    public void A_value_of_another_JSON_type_is_refused(string property, string due, string value, string found) =>
        Refused(property, value.Trim(), $"must be {due}, not {found}");

    [Theory]
    [InlineData("valueQuantity", "1", "a number")]
    [InlineData("valueReference", "\"Patient/1\"", "a string")]
    [InlineData("valueCodeableConcept", "true", "a boolean")]
    [InlineData("valuePeriod", "null", "null")]
    public void A_complex_value_must_be_an_object(string property, string value, string found) =>
        Refused(property, value, $"must be an object, not {found}");

    [Theory]
    [InlineData("valueInteger", "2147483648")]
    [InlineData("valueInteger", "-2147483649")]
    [InlineData("valueInteger", "99999999999999999999999")]
    [InlineData("valueInteger", "1.5")]
    [InlineData("valueInteger", "1.0")]
    [InlineData("valueInteger", "1e3")]
    [InlineData("valueInteger", "-0")]
    [InlineData("valueUnsignedInt", "-1")]
    [InlineData("valueUnsignedInt", "-0")]
    [InlineData("valueUnsignedInt", "2147483648")]
    [InlineData("valuePositiveInt", "0")]
    [InlineData("valuePositiveInt", "-5")]
    public void A_number_that_does_not_fit_its_type_is_refused(string property, string value) => Refused(property, value, "whole number");

    [Theory]
    [InlineData("valueDate", "2015-02-30", "A date is")]
    [InlineData("valueUri", "a b", "no spaces")]
    [InlineData("valueCode", "a  b", "single ones")]
    [InlineData("valueString", "", "The value is empty")]
    [InlineData("valueString", "\\u0000", "control character")]
    [InlineData("valueMarkdown", "a\\u0007", "control character")]
    [InlineData("valueCode", "a \\u0001", "A code")]
    [InlineData("valueUri", "a\\u0000", "control characters")]
    [InlineData("valueCode", "a\\u0020\\u0020b", "single ones")]
    [InlineData("valueDate", "2015\\u002D13", "A date is")]
    [InlineData("valueString", "\\ud800", "escape that is no character")]
    [InlineData("valueString", "\\udc00\\ud800", "escape that is no character")]
    [InlineData("valueString", "a\\ud83dx", "escape that is no character")]
    [InlineData("valueString", "\\ud83d\\u0041", "escape that is no character")]
    public void A_text_that_its_type_does_not_allow_is_refused(string property, string value, string part) => Refused(property, $"\"{value}\"", part);

    [Theory]
    [InlineData("plain text", "one div element")]
    [InlineData("<p xmlns='http://www.w3.org/1999/xhtml'>x</p>", "one div element")]
    [InlineData("<div>x</div>", "one div element")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>x", "ends before")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><b>x</i></div>", "not nested properly")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>a&nbsp;b</div>", "named HTML entities")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>a & b</div>", "named HTML entities")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>x</div><div/>", "more than one root")]
    [InlineData("<!DOCTYPE div><div xmlns='http://www.w3.org/1999/xhtml'>x</div>", "DTD")]
    [InlineData("<div title='http://www.w3.org/1999/xhtml'>x</div>", "one div element")]
    [InlineData("<h:div xmlns='http://www.w3.org/1999/xhtml'>x</h:div>", "one div element")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><p class='a' class='b'/></div>", "an attribute twice")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>a ]]> b</div>", "]]>")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>&#0;</div>", "starts no entity")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>&#xFFFF;</div>", "starts no entity")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><?php x?></div>", "processing instruction")]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'>\\u0000</div>", "control character")]
    public void A_narrative_that_is_not_one_well_formed_div_is_refused(string div, string part) =>
        Refusal.Is($$"""{"resourceType":"Basic","text":{"div":►"{{div}}","status":"generated"} }""", $"Basic.text.div: {part}");

    private static void Refused(string property, string value, string part)
    {
        var marked = $$"""{"resourceType":"Basic","extension":[{"url":"u","{{property}}":►{{value}}}]}""";
        Refusal.Is(marked, $"{Expression}: {part}");
    }
}
