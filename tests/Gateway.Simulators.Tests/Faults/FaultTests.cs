using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Faults;

public class FaultTests(Systems systems) : IClassFixture<Systems>
{
    /// <summary>Each system with something that it answers.</summary>
    public static TheoryData<string> All => ["case-system", "custody", "trust", "community", "courts"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_error_comes_as_often_as_was_set(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "error", status = 502, times = 2 });
        var statuses = new[] { await Status(client, path), await Status(client, path), await Status(client, path) };

        statuses.Should().Equal(HttpStatusCode.BadGateway, HttpStatusCode.BadGateway, HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_delay_is_at_least_what_was_set(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "delay", delay = 150, times = 1 });
        var clock = Stopwatch.StartNew();

        (await Status(client, path)).Should().Be(HttpStatusCode.OK);
        clock.ElapsedMilliseconds.Should().BeGreaterThanOrEqualTo(140);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_hanging_system_never_answers(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "hang", times = 1 });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var call = () => client.GetAsync(path, patience.Token);

        await call.Should().ThrowAsync<OperationCanceledException>();
        (await Status(client, path)).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_cut_breaks_the_connection_in_the_middle_of_the_body(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "cut", times = 1 });
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        var read = () => response.Content.ReadAsByteArrayAsync();

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        await read.Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_malformed_body_comes_whole_and_cannot_be_parsed(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "malformed", times = 1 });
        var body = await client.GetByteArrayAsync(path);
        var parse = () => JsonDocument.Parse(body);

        parse.Should().Throw<JsonException>();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_rate_limit_says_when_to_come_again(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "rate-limit", delay = 2500, times = 1 });
        using var response = await client.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("case-system")]
    [InlineData("custody")]
    [InlineData("trust")]
    [InlineData("community")]
    public async Task Credentials_go_stale_while_the_token_endpoint_works(string name)
    {
        var (client, path) = Of(name);
        await Set(client, new { mode = "stale-token", times = 1 });
        using var token = await Systems.Ask(client, name == "trust" ? "oauth2/token" : "oauth/token", "gateway", "wrong");

        (await Status(client, path)).Should().Be(HttpStatusCode.Unauthorized);
        (await Status(client, path)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_fault_of_one_path_leaves_the_others_alone()
    {
        await Set(systems.Cases, new { mode = "error", path = "/api/persons" });

        (await Status(systems.Cases, "api/persons")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await Status(systems.Cases, "api/risks")).Should().Be(HttpStatusCode.OK);
        await systems.Cases.DeleteAsync("control/faults");
        (await Status(systems.Cases, "api/persons")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_switch_tells_what_is_set_and_how_often_it_struck()
    {
        await Set(systems.Courts, new { mode = "error", times = 3 });
        await Status(systems.Courts, "health");
        var told = await Systems.Get(systems.Courts, "control/faults");
        systems.Running.Faults.Clear();

        (told["mode"]!.ToString(), told["times"]!.GetValue<int>(), told["struck"]!.GetValue<int>()).Should().Be(("error", 2, 1));
        (await Systems.Get(systems.Courts, "control/faults"))["mode"]!.ToString().Should().Be("none");
    }

    [Theory]
    [InlineData("""{"mode":"sleepy"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"mode":"error","status":200}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_fault_that_is_none_is_refused(string body, HttpStatusCode status)
    {
        using var response = await systems.Courts.PutAsync("control/faults", Systems.Body(body));

        response.StatusCode.Should().Be(status);
    }

    private (HttpClient Client, string Path) Of(string name) => name switch
    {
        "case-system" => (systems.Cases, "api/persons"),
        "custody" => (systems.Custody, $"custody-records?custodyNumber={Uri.EscapeDataString(systems.Running.Population.CustodyNumbers[0])}"),
        "trust" => (systems.Trust, "r4/metadata"),
        "community" => (systems.Community, "extracts"),
        _ => (systems.Courts, "health"),
    };

    private static async Task Set(HttpClient client, object fault)
    {
        using var response = await client.PutAsJsonAsync("control/faults", fault);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return response.StatusCode;
    }
}
