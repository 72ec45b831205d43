using System.Text.Json;
using Gateway.Tests.Conformance;

namespace Gateway.Tests.Commands;

/// <summary><c>gateway validate</c> through its front door.</summary>
public sealed class ValidateCommandTests : IDisposable
{
    private const string Sound = """{"resourceType":"Patient","birthDate":"1980-01-01","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}""";
    private const string Coded = """
        {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"404684003","display":"Something else"}]},
         "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}
        """;
    private const string Profile = """
        {"resourceType":"StructureDefinition","url":"https://test.example/born","name":"Born","status":"draft","kind":"resource","abstract":false,"type":"Patient",
         "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint","differential":{"element":[{"id":"Patient.birthDate","path":"Patient.birthDate","min":1}]}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("validate");

    [Fact]
    public void A_sound_resource_ends_with_0_in_both_formats()
    {
        var file = Write("sound.json", Sound);
        CommandRun.Of("validate", file).Should().Match<CommandRun>(r => r.ExitCode == 0 && r.Lines.Length == 1 && r.Lines[0].StartsWith("1 resources, 1 without error; 0 errors", StringComparison.Ordinal));
        var outcome = Outcomes(CommandRun.Of("validate", file, "--format", "json")).Single();
        outcome.GetProperty("issue")[0].GetProperty("severity").GetString().Should().Be("information");
        outcome.GetProperty("extension")[0].GetProperty("valueString").GetString().Should().Be("sound.json");
    }

    [Fact]
    public void A_profile_is_asked_for_by_its_URL_out_of_a_folder()
    {
        var profiles = _folder.CreateSubdirectory("profiles");
        File.WriteAllText(Path.Combine(profiles.FullName, "born.json"), Profile);
        var file = Write("unborn.json", """{"resourceType":"Patient","active":true}""");
        CommandRun.Of("validate", file, "--profiles", profiles.FullName).ExitCode.Should().Be(0);
        var run = CommandRun.Of("validate", file, "--profiles", profiles.FullName, "--profile", "https://test.example/born");
        run.ExitCode.Should().Be(1);
        run.Out.Should().Contain("unborn.json:1:1: Patient: The element birthDate is there 0 times").And.Contain("(min)").And.Contain("unborn.json");
        CommandRun.Of("validate", file, "--profile", "https://test.example/nowhere").Should().Match<CommandRun>(r => r.ExitCode == 1 && r.Error.Contains("There is no such profile"));
    }

    [Fact]
    public void Each_resource_has_an_outcome_of_its_own_whatever_its_format()
    {
        Write("a.json", """{"resourceType":"Patient","gender":"m"}""");
        Write("b.xml", """<Patient xmlns="http://hl7.org/fhir"><gender value="male"/></Patient>""");
        Write("c.ndjson", $"{Sound}\n\n{{\"resourceType\":\"Patient\",\"shoe\":1}}\n");
        var run = CommandRun.Of("validate", _folder.FullName, "--format", "json");
        run.ExitCode.Should().Be(1);
        var outcomes = Outcomes(run);
        outcomes.Select(o => o.GetProperty("extension")[0].GetProperty("valueString").GetString()).Should().Equal("a.json", "b.xml", "c.ndjson#1", "c.ndjson#3");
        outcomes.Select(o => o.GetProperty("issue").EnumerateArray().Any(i => i.GetProperty("severity").GetString() == "error")).Should().Equal(true, false, false, true);
        outcomes[0].GetProperty("issue").EnumerateArray().Should().Contain(i => i.GetProperty("code").GetString() == "code-invalid" && i.GetProperty("expression")[0].GetString() == "Patient.gender"
            && i.GetProperty("details").GetProperty("coding")[0].GetProperty("code").GetString() == "binding-required");
    }

    [Fact]
    public void Faulty_profiles_are_told_and_keep_no_other_from_being_used()
    {
        var profiles = _folder.CreateSubdirectory("profiles");
        File.WriteAllText(Path.Combine(profiles.FullName, "born.json"), Profile);
        File.WriteAllText(Path.Combine(profiles.FullName, "lost.json"), Profile.Replace("/born", "/lost", StringComparison.Ordinal).Replace("StructureDefinition/Patient", "StructureDefinition/Lost", StringComparison.Ordinal));
        var run = CommandRun.Of("validate", Write("sound.json", Sound), "--profiles", profiles.FullName, "--profile", "https://test.example/born");
        run.ExitCode.Should().Be(0);
        run.Error.Should().Contain("https://test.example/lost").And.Contain("is not loaded");
    }

    [Fact]
    public void Extensions_that_nobody_knows_may_be_let_pass()
    {
        var file = Write("extended.json", """{"resourceType":"Patient","extension":[{"url":"https://nowhere.example/e","valueString":"x"}]}""");
        CommandRun.Of("validate", file).ExitCode.Should().Be(1);
        CommandRun.Of("validate", file, "--any-extension").ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task What_nothing_loaded_knows_is_asked_of_the_terminology_server()
    {
        await using var server = await TerminologyStub.StartAsync();
        server.Answer = """{"resourceType":"Parameters","parameter":[{"name":"display","valueString":"Clinical finding"}]}""";
        var file = Write("coded.json", Coded);
        CommandRun.Of("validate", file).Should().Match<CommandRun>(r => r.ExitCode == 0 && r.Out.Contains(" 1 codes that nothing loaded knows"));
        server.Asked.Should().Be(0);
        var run = CommandRun.Of("validate", file, "--terminology", server.Address);
        server.Asked.Should().BePositive();
        run.Should().Match<CommandRun>(r => r.ExitCode == 1 && r.Out.Contains("coded.json:1:") && r.Out.Contains("it has: Clinical finding. (display)"));
    }

    [Fact]
    public async Task A_terminology_server_that_fails_makes_nothing_invalid_and_is_told()
    {
        await using var server = await TerminologyStub.StartAsync();
        server.Status = 501;
        CommandRun.Of("validate", Write("coded.json", Coded), "--terminology", server.Address)
            .Should().Match<CommandRun>(r => r.ExitCode == 0 && r.Out.Contains("did not answer") && r.Out.Contains("(terminology-server)"));
    }

    [Fact]
    public void A_response_is_checked_against_a_questionnaire_of_the_folders()
    {
        var forms = _folder.CreateSubdirectory("forms");
        File.WriteAllText(Path.Combine(forms.FullName, "form.json"), """{"resourceType":"Questionnaire","url":"https://test.example/form","status":"active","item":[{"linkId":"a","type":"string","required":true}]}""");
        var file = Write("response.json", """{"resourceType":"QuestionnaireResponse","questionnaire":"https://test.example/form","status":"completed","item":[{"linkId":"b"}]}""");
        CommandRun.Of("validate", file).ExitCode.Should().Be(0);
        CommandRun.Of("validate", file, "--profiles", forms.FullName).Should().Match<CommandRun>(r => r.ExitCode == 1 && r.Out.Contains("(response-link)") && r.Out.Contains("(response-required)"));
    }

    [Fact]
    public void Wrong_usage_ends_with_2()
    {
        var sound = Write("sound.json", Sound);
        CommandRun.Of("validate", sound, "--terminology", "here").ExitCode.Should().Be(2);
        CommandRun.Of("validate", sound, "--terminology", "ftp://nowhere.example/").ExitCode.Should().Be(2);
        CommandRun.Of("validate").ExitCode.Should().Be(2);
        CommandRun.Of("validate", Path.Combine(_folder.FullName, "nothing.json")).ExitCode.Should().Be(2);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static JsonElement[] Outcomes(CommandRun run) => [.. run.Lines.Select(l => JsonDocument.Parse(l).RootElement)];
}
