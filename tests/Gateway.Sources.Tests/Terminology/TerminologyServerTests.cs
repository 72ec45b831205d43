using System.Text;
using Gateway.Fhir.Json;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Sources.Terminology;
using Gateway.Sources.Tests.Data;
using Microsoft.AspNetCore.Http;

namespace Gateway.Sources.Tests.Terminology;

/// <summary>The client against a real server on loopback that has a little SNOMED CT, and fails as it is told.</summary>
public sealed class TerminologyServerTests : IAsyncLifetime
{
    private const string Sct = "http://snomed.info/sct";
    private readonly ManualTime _time = new();
    private ScriptedServer _server = null!;
    private TerminologyServer _client = null!;

    public async Task InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync(TerminologyAnswers.Write);
        _client = Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("http://vs/findings", Sct, "404684003", Membership.Yes)]
    [InlineData("http://vs/findings|1.0", Sct, "404684003", Membership.Yes)]
    [InlineData("http://vs/findings", Sct, "138875005", Membership.No)]
    [InlineData("http://vs/findings", "http://unknown", "1", Membership.Unknown)]
    [InlineData("http://vs/unknown", Sct, "404684003", Membership.Unknown)]
    [InlineData("http://vs/findings", null, "404684003", Membership.Unknown)]
    public async Task The_server_says_whether_a_value_set_has_a_code(string set, string? system, string code, Membership expected)
    {
        var question = new MemberQuestion(set, new CodedValue(system, code));
        var answered = await _client.AnswerAsync(TerminologySet.R4, [question], CancellationToken.None);
        answered.IsMember(question.ValueSet, question.Code).Should().Be(expected);
        answered.Unanswered.Should().HaveCount(system is null ? 1 : 0);
    }

    [Theory]
    [InlineData("http://map/findings", "404684003", true, "wider http://target F Finding http://map/findings")]
    [InlineData("http://map/findings", "999", true, "")]
    [InlineData("http://map/unknown", "404684003", false, "")]
    public async Task The_server_says_what_a_code_becomes(string map, string code, bool isKnown, string expected)
    {
        var told = await _client.TranslateAsync(new TranslationQuestion(new CodedValue(Sct, code), map), CancellationToken.None);
        told!.Value.IsKnown.Should().Be(isKnown);
        string.Join(';', told.Value.Matches.Select(m => $"{m.Target.Equivalence} {m.Target.System} {m.Target.Code} {m.Target.Display} {m.ConceptMap}")).Should().Be(expected);
    }

    [Theory]
    [InlineData(Sct, "404684003", null, ConceptState.Found)]
    [InlineData(Sct, "999", null, ConceptState.UnknownCode)]
    [InlineData(Sct, "999", "2001", ConceptState.NotInPart)]
    [InlineData("http://unknown", "1", null, ConceptState.UnknownSystem)]
    public async Task The_server_says_what_it_knows_of_a_code(string system, string code, string? version, ConceptState expected)
    {
        var question = new ConceptQuestion(new CodedValue(system, code, version));
        var answered = await _client.AnswerAsync(TerminologySet.R4, [question], CancellationToken.None);
        answered.Find(question.Code).State.Should().Be(expected);
        answered.Unanswered.Should().BeEmpty();
    }

    [Fact]
    public async Task A_code_is_told_with_its_texts_and_state()
    {
        var (active, inactive) = (new CodedValue(Sct, "404684003"), new CodedValue(Sct, "1"));
        var answered = await _client.AnswerAsync(TerminologySet.R4, [new ConceptQuestion(active), new ConceptQuestion(inactive)], CancellationToken.None);
        answered.Find(active).Displays.Should().Equal("Clinical finding", "Clinical finding (finding)");
        (answered.Find(active).IsInactive, answered.Find(inactive).IsInactive).Should().Be((false, true));
    }

    [Theory]
    [InlineData("138875005", "404684003", true)]
    [InlineData("404684003", "138875005", false)]
    [InlineData("404684003", "999", null)]
    public async Task The_server_says_what_lies_below_what(string above, string below, bool? expected) =>
        (await _client.AnswerAsync(TerminologySet.R4, [new SubsumptionQuestion(Sct, above, below)], CancellationToken.None)).Subsumes(Sct, above, below).Should().Be(expected);

    [Fact]
    public async Task The_server_lists_a_value_set_by_pages()
    {
        var whole = await _client.ExpandAsync("http://vs/findings", new ExpansionOptions(), CancellationToken.None);
        whole!.Concepts.Select(c => (c.Code, c.Display, c.IsInactive)).Should().Equal(("404684003", "Clinical finding", false), ("1", "Old", true));
        (await _client.ExpandAsync("http://vs/findings", new ExpansionOptions { Offset = 1, Count = 1 }, CancellationToken.None))!.Concepts.Select(c => c.Code).Should().Equal("1");
        (await _client.ExpandAsync("http://vs/unknown", new ExpansionOptions(), CancellationToken.None))!.State.Should().Be(ExpansionState.UnknownValueSet);
        (await _client.ExpandAsync("http://vs/huge", new ExpansionOptions(), CancellationToken.None))!.State.Should().Be(ExpansionState.TooCostly);
    }

    [Fact]
    public async Task Codes_travel_in_bodies_as_FHIR()
    {
        await AskAsync("404684003");
        var request = _server.Received.Single();
        (request.Method, request.Path, request.Headers["Content-Type"], request.Headers["Accept"]).Should().Be(("POST", "/CodeSystem/$lookup", "application/fhir+json", "application/fhir+json, application/json"));
        FhirJson.Read(Encoding.UTF8.GetBytes(request.Body)).IsRead.Should().BeTrue();
    }

    [Fact]
    public async Task An_answer_is_remembered_for_its_time()
    {
        for (var i = 0; i < 3; i++)
            await AskAsync("404684003");
        _server.Received.Should().ContainSingle();
        _time.Advance(TimeSpan.FromHours(13));
        await AskAsync("404684003");
        _server.Received.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_memory_has_an_end_and_keeps_what_is_used()
    {
        using var client = Client(o => o.CacheSize = 2);
        foreach (var code in new[] { "404684003", "1", "404684003", "138875005", "404684003", "1" })
            await client.AnswerAsync(TerminologySet.R4, [new ConceptQuestion(new CodedValue(Sct, code))], CancellationToken.None);
        _server.Received.Should().HaveCount(4, "what was used last stays, and 1 had to go");
    }

    [Theory]
    [InlineData(500, "application/fhir+json", "{}")]
    [InlineData(200, "text/html", "<html>Please log in</html>")]
    [InlineData(200, "application/fhir+json", "{\"resourceType\":\"Parameters\",")]
    [InlineData(200, "application/fhir+json", "{\"resourceType\":\"Patient\"}")]
    [InlineData(401, "application/json", "{}")]
    public async Task A_server_that_fails_leaves_questions_open_and_nothing_of_it_is_remembered(int status, string type, string body)
    {
        _server.Answer = context => ScriptedServer.Write(context, type, body, status);
        using var client = Client(o => o.Limits.Retries = 0);
        TerminologyQuestion[] questions = [new ConceptQuestion(new CodedValue(Sct, "404684003")), new MemberQuestion("http://vs/findings", new CodedValue(Sct, "404684003")), new SubsumptionQuestion(Sct, "1", "2")];
        var answered = await client.AnswerAsync(TerminologySet.R4, questions, CancellationToken.None);
        answered.Unanswered.ToHashSet().SetEquals(questions).Should().BeTrue();
        (answered.Find(new CodedValue(Sct, "404684003")).State, answered.IsMember("http://vs/findings", new CodedValue(Sct, "404684003")), answered.Subsumes(Sct, "1", "2"))
            .Should().Be((ConceptState.NotInPart, Membership.Unknown, null));
        (await client.ExpandAsync("http://vs/findings", new ExpansionOptions(), CancellationToken.None)).Should().BeNull();

        _server.Answer = TerminologyAnswers.Write;
        (await client.AnswerAsync(TerminologySet.R4, questions, CancellationToken.None)).Unanswered.Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_fails_once_is_asked_again()
    {
        var count = 0;
        _server.Answer = context => Interlocked.Increment(ref count) == 1 ? ScriptedServer.Write(context, "text/plain", "", 503) : TerminologyAnswers.Write(context);
        using var client = Client(o => o.Limits.RetryDelay = TimeSpan.Zero);
        var answered = await client.AnswerAsync(TerminologySet.R4, [new ConceptQuestion(new CodedValue(Sct, "404684003"))], CancellationToken.None);
        (answered.Unanswered.Count, count).Should().Be((0, 2));
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_and_after_a_while_not_asked()
    {
        _server.Answer = async context => await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        using var client = Client(o =>
        {
            (o.Limits.Retries, o.Limits.BreakerCalls) = (0, 2);
            (o.Limits.Timeout, o.Limits.AttemptTimeout) = (TimeSpan.FromMinutes(10), TimeSpan.FromMilliseconds(200));
        });
        for (var i = 0; i < 4; i++)
            (await _time.Until(client.AnswerAsync(TerminologySet.R4, [new ConceptQuestion(new CodedValue(Sct, "404684003"))], CancellationToken.None))).Unanswered.Should().ContainSingle();
        _server.Received.Count.Should().BeLessThan(4, "the breaker opened");
    }

    [Fact]
    public async Task More_questions_than_one_content_is_worth_stay_open()
    {
        using var client = Client(o => o.Questions = 3);
        var answered = await client.AnswerAsync(TerminologySet.R4, [.. Enumerable.Range(0, 5).Select(i => new SubsumptionQuestion(Sct, "138875005", $"{i}"))], CancellationToken.None);
        answered.Unanswered.Count.Should().BeGreaterThanOrEqualTo(2);
        _server.Received.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_let_go()
    {
        _server.Answer = async context => await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        using var source = new CancellationTokenSource();
        var asking = _client.AnswerAsync(TerminologySet.R4, [new ConceptQuestion(new CodedValue(Sct, "1"))], source.Token);
        await source.CancelAsync();
        await asking.Awaiting(a => a).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("ftp://server/fhir", "address")]
    [InlineData("http://user:secret@server/fhir", "address")]
    [InlineData("http://server/fhir?x=1", "address")]
    public void An_address_that_is_none_is_a_fault(string address, string fault) =>
        TerminologyServerLoading.Check(new TerminologyServerOptions { Address = new Uri(address) }).Should().ContainSingle().Which.Should().Contain(fault).And.NotContain("secret");

    [Fact]
    public void All_faults_of_the_options_are_told()
    {
        var options = new TerminologyServerOptions { Address = new Uri("http://server"), CacheSize = 0, Questions = 0 };
        options.Limits.Concurrency = 0;
        TerminologyServerLoading.Check(options).Should().Equal("CacheSize is missing or out of range.", "Questions is missing or out of range.", "Concurrency is missing or out of range.");
        options = new TerminologyServerOptions { Address = new Uri("http://server") };
        options.Credentials.Kind = "magic";
        TerminologyServerLoading.Check(options).Should().ContainSingle().Which.Should().Contain("credentials.kind");
        TerminologyServerLoading.Check(new TerminologyServerOptions()).Should().BeEmpty("no server is named");
        TerminologyServerLoading.Load(new TerminologyServerOptions(), _time, out _).Should().BeNull();
    }

    private Task<AnsweredTerminology> AskAsync(string code) => _client.AnswerAsync(TerminologySet.R4, [new ConceptQuestion(new CodedValue(Sct, code))], CancellationToken.None);

    private TerminologyServer Client(Action<TerminologyServerOptions>? change = null)
    {
        var options = new TerminologyServerOptions { Address = _server.Address };

        // Manual time runs ahead of what it sets off.
        (options.Limits.Timeout, options.Limits.AttemptTimeout) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));
        change?.Invoke(options);
        return TerminologyServerLoading.Load(options, _time, out var faults) ?? throw new InvalidOperationException(string.Join(' ', faults));
    }
}
