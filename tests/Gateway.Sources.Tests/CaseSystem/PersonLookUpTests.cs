using Gateway.Sources.Tests.Data;
using Microsoft.AspNetCore.Http;

namespace Gateway.Sources.Tests.CaseSystem;

/// <summary>What a search does when the case system changes its mind about who is who, or is wrong.</summary>
public sealed class PersonLookUpTests : IAsyncLifetime
{
    private const string Number = "9990000018";
    private readonly Dictionary<string, string> _persons = [];
    private ScriptedServer _server = null!;
    private SourceSet _sources = null!;
    private string _owner = "P-1";
    private bool _isDown;

    [Fact]
    public async Task A_guess_that_was_right_saves_a_wait_and_one_that_was_wrong_is_dropped()
    {
        (await SearchAsync()).Records.Select(r => r.Locator).Should().BeEquivalentTo("pP-1", "kK-P-1");
        _server.Received.Clear();
        (await SearchAsync()).Records.Select(r => r.Locator).Should().BeEquivalentTo("pP-1", "kK-P-1");
        _server.Received.Should().HaveCount(3, "the risks and health requests of the guessed person are asked for beside the look-up");

        _owner = "P-2";
        (await SearchAsync()).Records.Select(r => r.Locator).Should().BeEquivalentTo("pP-2", "kK-P-2");
        _owner = "";
        (await SearchAsync()).State.Should().Be(SourceState.NothingKnown);
    }

    [Fact]
    public async Task A_guess_alone_is_never_served()
    {
        await SearchAsync();
        _isDown = true;
        var answer = await SearchAsync();
        (answer.State, answer.Records.Count).Should().Be((SourceState.Failed, 0));
    }

    [Fact]
    public async Task A_record_about_another_person_is_refused()
    {
        _persons["P-1"] = "P-9";
        var answer = await SearchAsync();
        answer.State.Should().Be(SourceState.Partly);
        answer.Records.Select(r => r.Locator).Should().Equal("pP-1");
        answer.Faults.Should().Contain(f => f.Message.Contains("another person", StringComparison.Ordinal));
    }

    public async Task InitializeAsync()
    {
        _server = await ScriptedServer.StartAsync(Answer);
        var options = new SourceOptions { Name = "cases", Kind = "case-system", Number = 1, Organization = "R1L", Address = _server.Address };
        options.Limits.Retries = 0;
        _sources = SourceSet.Of([options], Catalogs.Own, TimeProvider.System);
        _sources.Faults.Should().BeEmpty();
    }

    public async Task DisposeAsync()
    {
        _sources.Dispose();
        await _server.DisposeAsync();
    }

    private Task<SourceAnswer> SearchAsync() => _sources[0].SearchAsync(Answers.About("Flag", Systems.NhsNumber, Number), CancellationToken.None);

    private Task Answer(HttpContext context)
    {
        var person = context.Request.Query["personId"].ToString();
        var items = context.Request.Path.Value switch
        {
            "/api/persons" when _isDown => null,
            "/api/persons" => _owner.Length == 0 ? "" : $$"""{"id":"{{_owner}}","lastModified":"2026-01-01T00:00:00Z","nhsNumber":"{{Number}}","surname":"Alder"}""",
            "/api/risks" => $$"""{"id":"K-{{person}}","personId":"{{_persons.GetValueOrDefault(person, person)}}","lastModified":"2026-01-01T00:00:00Z","type":"self-harm","status":"open"}""",
            _ => "",
        };
        return items is null ? ScriptedServer.Write(context, "application/problem+json", "{}", 500)
            : ScriptedServer.Write(context, "application/json", $$"""{"items":[{{items}}],"next":null,"asOf":"2026-01-02T00:00:00Z"}""");
    }
}
