using System.Text;
using Gateway.Conformance;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation;
using Gateway.Fhir.Validation.Profiles;
using Gateway.Tests.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Conformance;

/// <summary>Validation with a terminology server on loopback, as the host wires it.</summary>
public sealed class AnsweredValidatorTests : IAsyncLifetime
{
    private const string Observation = """
        {"resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://snomed.info/sct","code":"404684003","display":"Clinical finding"}]}}
        """;

    private TerminologyStub _server = null!;

    public async Task InitializeAsync() => _server = await TerminologyStub.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_display_that_the_server_does_not_know_is_an_error_of_the_second_run()
    {
        _server.Answer = """{"resourceType":"Parameters","parameter":[{"name":"display","valueString":"Something else"}]}""";
        using var services = Services();
        var result = await services.GetRequiredService<AnsweredValidator>().ValidateAsync(Read(Observation), null, CancellationToken.None);
        result.Faults.Should().ContainSingle(f => !f.IsWarning).Which.Rule.Should().Be("display");
    }

    [Fact]
    public async Task What_the_server_confirms_is_valid_and_is_asked_once()
    {
        _server.Answer = """{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true},{"name":"display","valueString":"Clinical finding"}]}""";
        using var services = Services();
        for (var i = 0; i < 3; i++)
            (await services.GetRequiredService<AnsweredValidator>().ValidateAsync(Read(Observation), null, CancellationToken.None)).IsValid.Should().BeTrue();
        var first = _server.Asked;
        await services.GetRequiredService<AnsweredValidator>().ValidateAsync(Read(Observation), null, CancellationToken.None);
        (first > 0, _server.Asked - first).Should().Be((true, 0));
    }

    [Fact]
    public async Task A_server_that_fails_makes_nothing_invalid_and_a_note_says_so()
    {
        _server.Status = 501;
        using var services = Services();
        var result = await services.GetRequiredService<AnsweredValidator>().ValidateAsync(Read(Observation), null, CancellationToken.None);
        result.IsValid.Should().BeTrue();
        result.Faults.Should().Contain(f => f.Rule == "terminology-server" && f.IsNote);
        result.Unanswered.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Without_a_server_what_is_not_loaded_stays_unknown()
    {
        using var validator = new AnsweredValidator(ProfileSet.R4, TerminologySet.R4, new ValidatorOptions(), null);
        var result = await validator.ValidateAsync(Read(Observation), null, CancellationToken.None);
        (result.IsValid, result.Faults.Any(f => f.Rule == "terminology-server")).Should().Be((true, false));
    }

    [Fact]
    public void Options_that_cannot_be_right_are_told_when_the_host_starts()
    {
        using var services = Services(("Terminology:Server:CacheSize", "0"), ("Terminology:Folders:0", "/nowhere/at/all"));
        services.Invoking(s => s.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<AggregateException>()
            .Which.InnerExceptions.OfType<OptionsValidationException>().SelectMany(e => e.Failures)
            .Should().BeEquivalentTo("Terminology:Server: CacheSize is missing or out of range.", "Terminology:Folders: /nowhere/at/all is no folder.");
    }

    [Fact]
    public void Folders_are_loaded_over_what_the_gateway_carries()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("CodeSystem-x.xml"), """<CodeSystem xmlns="http://hl7.org/fhir"><url value="http://test/x"/><status value="active"/><content value="complete"/><concept><code value="a"/></concept></CodeSystem>""");
        File.WriteAllText(folder.PathOf("ConceptMap-x.json"), """{"resourceType":"ConceptMap","url":"http://test/map","status":"active","group":[{"source":"http://test/x","element":[{"code":"a","target":[{"code":"b","equivalence":"equal"}]}]}]}""");
        using var services = Services(("Terminology:Folders:0", Path.GetDirectoryName(folder.PathOf("x"))!));
        var set = services.GetRequiredService<TerminologySet>();
        set.Find(new CodedValue("http://test/x", "a")).State.Should().Be(ConceptState.Found);
        set.Translate("http://test/map", new CodedValue("http://test/x", "a"))!.Single().Target.Code.Should().Be("b");
        set.Find(new CodedValue("https://health-justice.example/fhir/CodeSystem/completeness", "answered")).State.Should().Be(ConceptState.Found);
    }

    private ServiceProvider Services(params (string Key, string Value)[] more)
    {
        var settings = more.ToDictionary(m => m.Key, m => (string?)m.Value);
        settings["Terminology:Server:Address"] = _server.Address;
        settings["Terminology:Server:Limits:Retries"] = "0";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddConformance(configuration, "").BuildServiceProvider();
    }

    private static Element Read(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json)).Root;
}
