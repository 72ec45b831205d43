using System.Net;
using Gateway.Security;
using Gateway.Security.Tokens;

namespace Gateway.Tests.Security;

public sealed class DemoIssuerTests
{
    private static readonly DemoOrganizations s_essex = new("R1L", "R1L", "42", "ZZ950", "2575");
    private readonly TestClock _clock = new(TestIssuer.Now);

    [Fact]
    public async Task A_demo_lets_its_own_clients_in()
    {
        using var folder = new TemporaryFolder();
        using var issuer = DemoIssuer.Open(folder.Path, _clock);
        await using var host = await SmallHost.StartAsync([], demo: issuer);
        var tokens = issuer.WriteTokens(DemoClients.Of(s_essex));
        tokens.Keys.Should().BeEquivalentTo("trust-clinician", "custody-system", "community-provider", "courts", "practitioner", "administrator", "source-reader", "message-proxy", "record-keeper");
        foreach (var (client, file) in tokens)
            (await (await host.SendAsync("/fhir/Patient/1", await File.ReadAllTextAsync(file))).Content.ReadAsStringAsync()).Should().Be(client);
    }

    [Fact]
    public async Task A_host_that_is_no_demo_does_not_know_the_demo_issuer()
    {
        using var folder = new TemporaryFolder();
        using var demo = DemoIssuer.Open(folder.Path, _clock);
        using var issuer = new TestIssuer();
        var settings = IssuerTests.Settings(folder, issuer);
        settings["Demo"] = settings["Security:Demo"] = settings["Security:IsDemo"] = "true";
        await using var host = await SmallHost.StartAsync(settings);
        (await host.SendAsync("/fhir/Patient/1", demo.Issue(DemoClients.Of(s_essex)[0]))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_tokens_of_one_demo_are_nothing_to_another()
    {
        using var mine = new TemporaryFolder();
        using var yours = new TemporaryFolder();
        using var issuer = DemoIssuer.Open(mine.Path, _clock);
        using var other = DemoIssuer.Open(yours.Path, _clock);
        await using var host = await SmallHost.StartAsync([], demo: issuer);
        (await host.SendAsync("/fhir/Patient/1", other.Issue(DemoClients.Of(s_essex)[0]))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Keys_and_tokens_are_for_their_owner_only()
    {
        using var folder = new TemporaryFolder();
        using var issuer = DemoIssuer.Open(folder.PathOf("data"), _clock);
        issuer.WriteTokens(DemoClients.Of(s_essex));
        var files = Directory.GetFiles(folder.PathOf("data"), "*", SearchOption.AllDirectories);
        files.Should().HaveCount(11);
        if (!OperatingSystem.IsWindows())
            files.Select(File.GetUnixFileMode).Should().AllBeEquivalentTo(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void The_key_is_kept_from_run_to_run_but_not_once_others_could_read_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("demo-issuer/key.pem");
        DemoIssuer.Open(folder.Path, _clock).Dispose();
        var first = File.ReadAllText(file);
        DemoIssuer.Open(folder.Path, _clock).Dispose();
        File.ReadAllText(file).Should().Be(first);
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        DemoIssuer.Open(folder.Path, _clock).Dispose();
        File.ReadAllText(file).Should().NotBe(first);
        (File.GetUnixFileMode(file) & UnixFileMode.GroupRead).Should().Be(UnixFileMode.None);
    }

    [Fact]
    public async Task Demo_tokens_end_after_a_week()
    {
        using var folder = new TemporaryFolder();
        _clock.Now = TestIssuer.Now.AddDays(-8);
        using var issuer = DemoIssuer.Open(folder.Path, _clock);
        await using var host = await SmallHost.StartAsync([], demo: issuer);
        (await host.SendAsync("/fhir/Patient/1", issuer.Issue(DemoClients.Of(s_essex)[0]))).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Every_scope_and_kind_of_a_demo_client_is_one_that_the_gateway_knows()
    {
        foreach (var client in DemoClients.Of(s_essex))
        {
            CallerKinds.Of(client.Recipient).Should().NotBe(CallerKind.Unknown);
            client.Scopes.Where(s => SmartScope.Parse(s) is null && !NativeScopes.IsKnown(s)).Should().BeEmpty();
        }
    }
}
