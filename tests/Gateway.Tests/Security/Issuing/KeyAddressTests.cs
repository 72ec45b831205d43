using System.Net;
using System.Net.Sockets;
using Gateway.Security.Clients;
using Gateway.Storage.Tests.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Security.Issuing;

/// <summary>Numbers 24 and 25 of the attack list: keys that lie at an address.</summary>
[Trait("Attack", "24")]
public sealed class KeyAddressTests(OAuthNodes nodes) : IClassFixture<OAuthNodes>
{
    private readonly TestClock _clock = new(TestIssuer.Now);
    private int _asked;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Keys_are_fetched_from_where_they_are_registered_and_kept_as_long_as_their_owner_says(string kind)
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync(kind);
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        _answer = Keys(client, "max-age=60");
        (await AskAsync(host, client)).Should().Be(HttpStatusCode.OK);
        (await AskAsync(host, client, "jku", $"{keys.Urls.First()}/jwks")).Should().Be(HttpStatusCode.OK);
        _asked.Should().Be(1);
        _clock.Now += TimeSpan.FromSeconds(60);
        (await AskAsync(host, client)).Should().Be(HttpStatusCode.OK);
        _asked.Should().Be(2);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-store")]
    [InlineData("no-cache, max-age=60")]
    [InlineData("max-age=0")]
    public async Task Keys_that_nobody_may_keep_are_fetched_each_time(string? control)
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync("sqlite");
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        _answer = Keys(client, control);
        for (var i = 1; i <= 3; i++)
        {
            (await AskAsync(host, client)).Should().Be(HttpStatusCode.OK);
            _asked.Should().Be(i);
        }
    }

    [Fact]
    public async Task A_key_that_its_owner_changed_early_is_found_and_made_up_names_cause_no_storm()
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync("sqlite");
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        using var before = new TestClient();
        _answer = Keys(before, "max-age=3600");
        for (var i = 0; i < 5; i++)
            (await AskAsync(host, client, "kid", $"made-up-{i}")).Should().Be(HttpStatusCode.Unauthorized);
        _asked.Should().Be(1);
        _answer = context => Write(context, client.Jwks.Replace("ec-1", "ec-new", StringComparison.Ordinal), "max-age=3600");
        _clock.Now += ClientKeys.Pause;
        (await AskAsync(host, client, "kid", "ec-new")).Should().Be(HttpStatusCode.OK);
        _asked.Should().Be(2);
    }

    [Fact]
    public async Task A_key_address_of_the_assertions_own_is_never_asked()
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync("sqlite");
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        using var inline = await OAuthNodes.ClientAsync(host);
        _answer = Keys(client, "max-age=60");
        foreach (var address in new[] { $"{keys.Urls.First()}/other", $"{keys.Urls.First()}/jwks/", $"{keys.Urls.First()}/JWKS", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd" })
        {
            (await AskAsync(host, client, "jku", address)).Should().Be(HttpStatusCode.Unauthorized);
            (await AskAsync(host, inline, "jku", address)).Should().Be(HttpStatusCode.Unauthorized);
        }

        _asked.Should().Be(0);
    }

    [Fact]
    [Trait("Attack", "25")]
    public async Task A_redirect_is_not_followed()
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync("sqlite");
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        _answer = context =>
        {
            if (context.Request.Path == "/there")
                return Keys(client, "max-age=60")(context);
            context.Response.Redirect("/there");
            return Task.CompletedTask;
        };
        (await AskAsync(host, client)).Should().Be(HttpStatusCode.Unauthorized);
        _asked.Should().Be(1);
    }

    [Fact]
    public async Task What_is_too_long_fails_or_is_no_JWKS_gives_no_key()
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync("sqlite");
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        Func<HttpContext, Task>[] answers =
        [
            context => Write(context, $"{client.Jwks[..^1]},\"padding\":\"{new string('x', 128 * 1024)}\"}}", "max-age=60"),
            context => Write(context, client.Jwks.Replace("{\"keys\"", "{\"keys\":[],\"keys\"", StringComparison.Ordinal), "max-age=60"),
            context => Write(context, "<html>", "max-age=60"),
            context =>
            {
                context.Response.StatusCode = 500;
                return Write(context, client.Jwks, "max-age=60");
            },
            context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
        ];
        foreach (var answer in answers)
        {
            _answer = answer;
            (await AskAsync(host, client)).Should().Be(HttpStatusCode.Unauthorized);
            _clock.Now += TimeSpan.FromSeconds(61);
        }

        _asked.Should().BeGreaterThanOrEqualTo(answers.Length);
        _answer = Keys(client, "max-age=60");
        (await AskAsync(host, client)).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_never_answers_is_waited_for_a_few_seconds()
    {
        await using var keys = await ServerAsync();
        await using var host = await HostAsync("sqlite");
        using var client = await ClientAsync(host, $"{keys.Urls.First()}/jwks");
        _answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        (await AskAsync(host, client).WaitAsync(TimeSpan.FromSeconds(60))).Should().Be(HttpStatusCode.Unauthorized);
        _asked.Should().Be(1);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/jwks", "127.0.0.1")]
    [InlineData("https://localhost:{0}/jwks", "localhost")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/jwks", "::ffff:127.0.0.1")]
    [InlineData("http://127.0.0.1:{0}/jwks", "127.0.0.1")]
    [InlineData("https://127.0.0.1:{0}/jwks", "another.test")]
    public async Task Private_addresses_and_hosts_that_are_not_listed_are_not_connected_to(string url, string listed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var host = await HostAsync("sqlite", listed, allowLoopback: listed == "another.test");
        using var client = await ClientAsync(host, string.Format(System.Globalization.CultureInfo.InvariantCulture, url, ((IPEndPoint)listener.LocalEndpoint).Port));
        (await AskAsync(host, client)).Should().Be(HttpStatusCode.Unauthorized);
        listener.Pending().Should().BeFalse();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2a00:1450:4009:823::200e", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.1.2.3", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Only_addresses_of_the_open_internet_are_public(string address, bool expected) => PublicAddresses.Has(IPAddress.Parse(address)).Should().Be(expected);

    private static async Task<HttpStatusCode> AskAsync(SmallHost host, TestClient client, string? name = null, string? value = null)
    {
        var header = TestClient.Header();
        if (name is not null)
            header[name] = value!;
        var claims = client.Claims();
        claims["exp"] = ((TestClock)host.Services.GetService(typeof(TimeProvider))!).Now.AddMinutes(4).ToUnixTimeSeconds();
        return (await OAuthNodes.PostAsync(host, client.Form(client.Assertion(claims, header)))).Status;
    }

    private static Task<TestClient> ClientAsync(SmallHost host, string url) => OAuthNodes.ClientAsync(host, r => r with { Jwks = null, JwksUrl = url });

    private static Func<HttpContext, Task> Keys(TestClient client, string? control) => context => Write(context, client.Jwks, control);

    private static Task Write(HttpContext context, string text, string? control)
    {
        if (control is not null)
            context.Response.Headers.CacheControl = control;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    }

    private async Task<SmallHost> HostAsync(string kind, string listed = "127.0.0.1", bool allowLoopback = true)
    {
        var (first, second) = await nodes.StartAsync(kind, _clock, b => b.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Security:Tokens:KeyHosts:0"] = listed, ["Security:Tokens:AllowLoopback"] = allowLoopback.ToString() }));
        await second.DisposeAsync();
        return first;
    }

    private async Task<WebApplication> ServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            Interlocked.Increment(ref _asked);
            return _answer(context);
        });
        await app.StartAsync();
        return app;
    }
}
