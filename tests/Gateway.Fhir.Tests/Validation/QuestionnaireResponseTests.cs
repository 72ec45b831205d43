using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Fhir.Validation.Questionnaires;

namespace Gateway.Fhir.Tests.Validation;

/// <summary>Responses against their questionnaire: each row is one questionnaire, a response that fits, and one that does not.</summary>
public sealed class QuestionnaireResponseTests
{
    private const string Url = "https://test.example/form";
    private const string When = """{"linkId":"a","type":"boolean"},{"linkId":"b","type":"string","required":true,"enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]}""";
    private const string Range = """{"linkId":"n","type":"integer"},{"linkId":"b","type":"string","enableWhen":[{"question":"n","operator":">=","answerInteger":3},{"question":"n","operator":"<","answerInteger":2}],"enableBehavior":"any"}""";
    private const string Options = """{"linkId":"c","type":"choice","answerOption":[{"valueCoding":{"system":"s:1","code":"x"}},{"valueString":"y"}]}""";

    [Theory]
    [InlineData("response-link QuestionnaireResponse.item[0]", """{"linkId":"a","type":"string"}""", """{"linkId":"a","answer":[{"valueString":"x"}]}""", """{"linkId":"b","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-place QuestionnaireResponse.item[0]", """{"linkId":"g","type":"group","item":[{"linkId":"a","type":"string"}]}""", """{"linkId":"g","item":[{"linkId":"a","answer":[{"valueString":"x"}]}]}""", """{"linkId":"a","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-order QuestionnaireResponse.item[1]", """{"linkId":"a","type":"string"},{"linkId":"b","type":"string"}""", """{"linkId":"a","answer":[{"valueString":"x"}]},{"linkId":"b","answer":[{"valueString":"x"}]}""", """{"linkId":"b","answer":[{"valueString":"x"}]},{"linkId":"a","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-required QuestionnaireResponse", """{"linkId":"a","type":"string","required":true},{"linkId":"b","type":"string"}""", """{"linkId":"a","answer":[{"valueString":"x"}]}""", """{"linkId":"b","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-required QuestionnaireResponse.item[0].answer[0]", """{"linkId":"a","type":"string","item":[{"linkId":"b","type":"date","required":true}]}""", """{"linkId":"a","answer":[{"valueString":"x","item":[{"linkId":"b","answer":[{"valueDate":"2026"}]}]}]}""", """{"linkId":"a","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-required QuestionnaireResponse.item[0]", """{"linkId":"g","type":"group","required":true,"item":[{"linkId":"a","type":"string"}]}""", """{"linkId":"g","item":[{"linkId":"a","answer":[{"valueString":"x"}]}]}""", """{"linkId":"g"}""")]
    [InlineData("response-repeats QuestionnaireResponse.item[0]", """{"linkId":"a","type":"string"}""", """{"linkId":"a","answer":[{"valueString":"x"}]}""", """{"linkId":"a","answer":[{"valueString":"x"},{"valueString":"y"}]}""")]
    [InlineData("response-repeats QuestionnaireResponse.item[1]", """{"linkId":"a","type":"group","repeats":false}""", """{"linkId":"a"}""", """{"linkId":"a"},{"linkId":"a"}""")]
    [InlineData("response-text QuestionnaireResponse.item[0]", """{"linkId":"a","type":"string","text":"Why?"}""", """{"linkId":"a","text":"Why?"}""", """{"linkId":"a","text":"When?"}""")]
    [InlineData("response-type QuestionnaireResponse.item[0].answer[0].value", """{"linkId":"a","type":"dateTime"}""", """{"linkId":"a","answer":[{"valueDateTime":"2026"}]}""", """{"linkId":"a","answer":[{"valueDate":"2026"}]}""")]
    [InlineData("response-type QuestionnaireResponse.item[0]", """{"linkId":"a","type":"display","text":"t"}""", """{"linkId":"a"}""", """{"linkId":"a","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-length QuestionnaireResponse.item[0].answer[0].value", """{"linkId":"a","type":"text","maxLength":2}""", """{"linkId":"a","answer":[{"valueString":"é𝄞"}]}""", """{"linkId":"a","answer":[{"valueString":"abc"}]}""")]
    [InlineData("response-option QuestionnaireResponse.item[0].answer[0].value", Options, """{"linkId":"c","answer":[{"valueCoding":{"system":"s:1","code":"x","display":"shown"}}]}""", """{"linkId":"c","answer":[{"valueCoding":{"system":"s:2","code":"x"}}]}""")]
    [InlineData("response-option QuestionnaireResponse.item[0].answer[0].value", Options, """{"linkId":"c","answer":[{"valueString":"y"}]}""", """{"linkId":"c","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-option QuestionnaireResponse.item[0].answer[0].value", """{"linkId":"c","type":"open-choice","answerOption":[{"valueString":"y"}]}""", """{"linkId":"c","answer":[{"valueString":"in my own words"}]}""", """{"linkId":"c","answer":[{"valueInteger":1}]}""")]
    [InlineData("response-option QuestionnaireResponse.item[0].answer[0].value", """{"linkId":"c","type":"choice","answerValueSet":"http://hl7.org/fhir/ValueSet/administrative-gender"}""", """{"linkId":"c","answer":[{"valueCoding":{"system":"http://hl7.org/fhir/administrative-gender","code":"male"}}]}""", """{"linkId":"c","answer":[{"valueCoding":{"system":"http://hl7.org/fhir/observation-status","code":"final"}}]}""")]
    [InlineData("response-option QuestionnaireResponse.item[0].answer[0].value", """{"linkId":"c","type":"choice","answerValueSet":"#v"}""", """{"linkId":"c","answer":[{"valueCoding":{"system":"s:1","code":"in"}}]}""", """{"linkId":"c","answer":[{"valueCoding":{"system":"s:1","code":"out"}}]}""")]
    [InlineData("response-disabled QuestionnaireResponse.item[1]", When, """{"linkId":"a","answer":[{"valueBoolean":false}]}""", """{"linkId":"a","answer":[{"valueBoolean":false}]},{"linkId":"b","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-required QuestionnaireResponse", When, """{"linkId":"a","answer":[{"valueBoolean":true}]},{"linkId":"b","answer":[{"valueString":"x"}]}""", """{"linkId":"a","answer":[{"valueBoolean":true}]}""")]
    [InlineData("response-disabled QuestionnaireResponse.item[1]", Range, """{"linkId":"n","answer":[{"valueInteger":1}]},{"linkId":"b","answer":[{"valueString":"x"}]}""", """{"linkId":"n","answer":[{"valueInteger":2}]},{"linkId":"b","answer":[{"valueString":"x"}]}""")]
    [InlineData("response-disabled QuestionnaireResponse.item[0]", """{"linkId":"b","type":"string","enableWhen":[{"question":"z","operator":"exists","answerBoolean":true}]},{"linkId":"z","type":"string"}""", """{"linkId":"b","answer":[{"valueString":"x"}]},{"linkId":"z","answer":[{"valueString":"x"}]}""", """{"linkId":"b","answer":[{"valueString":"x"}]}""")]
    public void A_response_fits_its_questionnaire_or_does_not(string expected, string items, string kept, string broken)
    {
        Errors(items, kept).Should().BeEmpty();
        Errors(items, broken).Should().Equal(expected);
    }

    [Fact]
    public void A_condition_asks_the_nearest_of_those_that_repeat()
    {
        const string form = """{"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"boolean"},{"linkId":"b","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]}]}""";
        const string yes = """{"linkId":"g","item":[{"linkId":"a","answer":[{"valueBoolean":true}]},{"linkId":"b","answer":[{"valueString":"x"}]}]}""";
        const string no = """{"linkId":"g","item":[{"linkId":"a","answer":[{"valueBoolean":false}]}]}""";
        Errors(form, $"{no},{yes},{no}").Should().BeEmpty();
        Errors(form, $"{yes},{no[..^2]},{{\"linkId\":\"b\",\"answer\":[{{\"valueString\":\"x\"}}]}}]}}").Should().Equal("response-disabled QuestionnaireResponse.item[1].item[1]");
    }

    [Fact]
    public void What_is_still_being_answered_may_lack_what_is_required()
    {
        const string form = """{"linkId":"a","type":"string","required":true}""";
        var faults = Faults(form, "", "in-progress");
        faults.Should().ContainSingle(f => f.Rule == "response-required").Which.IsWarning.Should().BeTrue();
        Faults(form, "", "completed").Should().ContainSingle(f => f.Rule == "response-required").Which.IsWarning.Should().BeFalse();
    }

    [Theory]
    [InlineData("", "questionnaire-none")]
    [InlineData("https://nowhere.example/form", "questionnaire-unknown")]
    [InlineData(Url + "|2", "questionnaire-unknown")]
    [InlineData(Url + "|1", "response-link")]
    [InlineData(Url, "response-link")]
    public void A_questionnaire_is_found_by_its_URL_and_version_or_a_note_says_that_it_is_not(string canonical, string rule)
    {
        var form = Validated.Read($$"""{"resourceType":"Questionnaire","url":"{{Url}}","version":"1","status":"active","item":[{"linkId":"a","type":"string"}]}""");
        var response = Validated.Read($$"""{"resourceType":"QuestionnaireResponse",{{(canonical.Length > 0 ? $"\"questionnaire\":\"{canonical}\"," : "")}}"status":"completed","item":[{"linkId":"b"}]}""");
        var faults = new Validator(ProfileSet.R4, TerminologySet.R4, new ValidatorOptions { Questionnaires = QuestionnaireSet.Of([form]) }).Validate(response).Faults;
        faults.Should().ContainSingle(f => f.Rule == rule).Which.IsNote.Should().Be(rule.StartsWith("questionnaire", StringComparison.Ordinal));
    }

    [Fact]
    public void A_contained_questionnaire_counts_too_and_needs_none_to_be_loaded()
    {
        const string response = """
            {"resourceType":"QuestionnaireResponse","questionnaire":"#f","status":"completed","item":[{"linkId":"b"}],
             "contained":[{"resourceType":"Questionnaire","id":"f","status":"active","item":[{"linkId":"a","type":"string"}]}]}
            """;
        Validated.Errors(response, null).Should().Equal("response-link QuestionnaireResponse.item[0]");
    }

    [Fact]
    public void Many_items_with_conditions_on_many_take_no_long_time()
    {
        var questions = string.Join(',', Enumerable.Range(0, 3000).Select(i => $$"""{"linkId":"q{{i}}","type":"string","enableWhen":[{"question":"g","operator":"exists","answerBoolean":false}]}"""));
        var answers = string.Join(',', Enumerable.Repeat("""{"linkId":"g","item":[{"linkId":"g"}]}""", 3000).Append("""{"linkId":"q5","answer":[{"valueString":"x"}]}"""));
        Errors($$"""{"linkId":"g","type":"group","repeats":true},{{questions}}""", answers).Should().HaveCount(3000).And.OnlyContain(e => e.StartsWith("response-place", StringComparison.Ordinal) || e.StartsWith("response-type", StringComparison.Ordinal));
    }

    private static string[] Errors(string items, string answers) => [.. Faults(items, answers, "completed").Where(f => !f.IsWarning).Select(f => $"{f.Rule} {f.Expression}")];

    private static IReadOnlyList<Gateway.Fhir.Outcomes.Fault> Faults(string items, string answers, string status)
    {
        var form = Validated.Read($$"""
            {"resourceType":"Questionnaire","url":"{{Url}}","status":"active","contained":[{"resourceType":"ValueSet","id":"v","status":"active","compose":{"include":[{"system":"s:1","concept":[{"code":"in"}]}]} }],"item":[{{items}}]}
            """);
        var response = Validated.Read($$"""{"resourceType":"QuestionnaireResponse","questionnaire":"{{Url}}","status":"{{status}}"{{(answers.Length > 0 ? $",\"item\":[{answers}]" : "")}} }""");
        return new Validator(ProfileSet.R4, TerminologySet.R4, new ValidatorOptions { Questionnaires = QuestionnaireSet.Of([form]) }).Validate(response).Faults;
    }
}
