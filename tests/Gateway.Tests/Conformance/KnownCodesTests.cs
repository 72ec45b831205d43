using Gateway.Conformance;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Sources.Terminology;

namespace Gateway.Tests.Conformance;

/// <summary>What is not loaded is asked of the terminology server; that it does not know, or does not answer, is told apart, and is never a no.</summary>
public sealed class KnownCodesTests : IAsyncLifetime
{
    private const string Conditions = "http://hl7.org/fhir/ValueSet/condition-code";
    private static readonly CodedValue s_finding = new("http://snomed.info/sct", "404684003");

    private TerminologyStub _server = null!;

    public async Task InitializeAsync() => _server = await TerminologyStub.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":true}]}""", 200, Membership.Yes, "None")]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"result","valueBoolean":false}]}""", 200, Membership.No, "None")]
    [InlineData("""{"resourceType":"OperationOutcome"}""", 404, Membership.Unknown, "Unknown")]
    [InlineData("", 503, Membership.Unknown, "Silent")]
    public async Task Whether_a_value_set_has_a_code_is_what_the_server_says(string answer, int status, Membership membership, string gap)
    {
        (_server.Answer, _server.Status) = (answer, status);
        using var server = Server();
        var told = await new KnownCodes(TerminologySet.R4, server).IsMemberAsync(TerminologySet.R4, Conditions, s_finding, CancellationToken.None);
        (told.Value, told.Gap.ToString()).Should().Be((membership, gap));
    }

    [Fact]
    public async Task Members_that_nothing_loaded_can_list_are_those_of_the_server()
    {
        _server.Answer = """{"resourceType":"ValueSet","status":"active","expansion":{"timestamp":"2026-01-01T00:00:00Z","total":1,"contains":[{"system":"http://snomed.info/sct","code":"404684003"}]}}""";
        using var server = Server();
        var told = await new KnownCodes(TerminologySet.R4, server).ExpandAsync(Conditions, new ExpansionOptions(), CancellationToken.None);
        (told.Gap, told.Value.State, told.Value.Concepts.Single().Code).Should().Be((CodeGap.None, ExpansionState.Expanded, "404684003"));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_leaves_a_list_and_a_hierarchy_untold()
    {
        _server.Status = 503;
        using var server = Server();
        var codes = new KnownCodes(TerminologySet.R4, server);
        (await codes.ExpandAsync(Conditions, new ExpansionOptions(), CancellationToken.None)).Gap.Should().Be(CodeGap.Silent);
        (await codes.SubsumesAsync(new CodedValue("http://snomed.info/sct", "1"), new CodedValue("http://snomed.info/sct", "2"), CancellationToken.None)).Gap.Should().Be(CodeGap.Silent);
        (await codes.FindAsync(TerminologySet.R4, s_finding, CancellationToken.None)).Gap.Should().Be(CodeGap.Silent);
    }

    [Fact]
    public async Task What_is_loaded_is_asked_of_nobody()
    {
        using var server = Server();
        var codes = new KnownCodes(TerminologySet.R4, server);
        (await codes.FindAsync(TerminologySet.R4, new CodedValue("http://hl7.org/fhir/administrative-gender", "man"), CancellationToken.None)).Value.State.Should().Be(ConceptState.UnknownCode);
        (await codes.IsMemberAsync(TerminologySet.R4, "http://hl7.org/fhir/ValueSet/administrative-gender", new CodedValue("http://hl7.org/fhir/administrative-gender", "male"), CancellationToken.None)).Value.Should().Be(Membership.Yes);
        _server.Asked.Should().Be(0);
    }

    private TerminologyServer Server()
    {
        var options = new TerminologyServerOptions { Address = new Uri(_server.Address) };
        options.Limits.Retries = 0;
        return TerminologyServerLoading.Load(options, TimeProvider.System, out _)!;
    }
}
