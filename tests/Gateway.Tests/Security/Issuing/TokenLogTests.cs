using System.Net;
using Gateway.Storage.Tests.Data;
using Gateway.Tests.Telemetry;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Security.Issuing;

/// <summary>No assertion, token, key or made-up name is found in any log; why somebody was refused is, in words of ours.</summary>
[Trait("Attack", "31")]
public sealed class TokenLogTests(OAuthNodes nodes) : IClassFixture<OAuthNodes>
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nothing_that_lets_anybody_in_is_logged(string kind)
    {
        using var told = new Told();
        var (first, second) = await nodes.StartAsync(kind, new TestClock(TestIssuer.Now), b => b.Logging.AddProvider(told));
        await using var one = first;
        await using var two = second;
        using var client = await OAuthNodes.ClientAsync(first);
        using var stranger = new TestClient { Id = "MARKED\nWarning: all is well" };
        var assertion = client.Assertion();
        var token = (await OAuthNodes.PostAsync(first, client.Form(assertion))).Body.GetProperty("access_token").GetString()!;
        (await OAuthNodes.UseAsync(second, token)).Should().Be(HttpStatusCode.OK);
        (await OAuthNodes.PostAsync(second, client.Form(assertion))).Status.Should().Be(HttpStatusCode.Unauthorized);
        await OAuthNodes.PostAsync(first, stranger.Form());
        await OAuthNodes.PostAsync(first, client.Form(client.Assertion(header: TestClient.Header(kid: "MARKED"))));
        await OAuthNodes.PostAsync(first, client.Form(scope: "MARKED"));
        await OAuthNodes.PostAsync(first, new(client.Form()) { ["client_secret"] = "MARKED" });
        await OAuthNodes.PostAsync(first, new(client.Form()) { ["token"] = token }, "/oauth/introspect");
        await OAuthNodes.PostAsync(first, new(client.Form()) { ["token"] = token }, "/oauth/revoke");
        (await OAuthNodes.UseAsync(second, token)).Should().Be(HttpStatusCode.Unauthorized);
        told.Lines.Should().Contain(l => l.Contains($"The client {client.Id} was given no token: replayed.", StringComparison.Ordinal))
            .And.Contain(l => l.Contains("The client unknown was given no token: not-registered.", StringComparison.Ordinal))
            .And.Contain(l => l.Contains("A token was refused: revoked.", StringComparison.Ordinal));
        foreach (var secret in new[] { "MARKED", assertion.Split('.')[2], assertion.Split('.')[1], token.Split('.')[2], token.Split('.')[1], "BEGIN" })
            told.Lines.Should().NotContain(l => l.Contains(secret, StringComparison.Ordinal));
    }
}
