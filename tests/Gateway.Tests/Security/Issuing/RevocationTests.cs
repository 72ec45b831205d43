using System.Net;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Storage.Clients;
using Gateway.Storage.Tests.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Tests.Security.Issuing;

/// <summary>Number 32 of the attack list: what was taken back bites with the next request, on every node, also where the token was checked a moment ago.</summary>
[Trait("Attack", "32")]
public sealed class RevocationTests(OAuthNodes nodes) : IClassFixture<OAuthNodes>
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_revoked_token_is_refused_at_once_on_all_nodes(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var (token, other) = (await UsedAsync(kind, client), await UsedAsync(kind, client));
        (await OAuthNodes.PostAsync(nodes.First(kind), Form(client, token), "/oauth/revoke")).Status.Should().Be(HttpStatusCode.OK);
        await RefusedAsync(kind, token);
        (await OAuthNodes.UseAsync(nodes.Second(kind), other)).Should().Be(HttpStatusCode.OK);
        (await OAuthNodes.PostAsync(nodes.Second(kind), Form(client, token), "/oauth/revoke")).Status.Should().Be(HttpStatusCode.OK, "what is revoked already needs nothing more");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nobody_revokes_the_token_of_another(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        using var other = await nodes.ClientAsync(kind);
        var token = await UsedAsync(kind, client);
        (await OAuthNodes.PostAsync(nodes.First(kind), Form(other, token), "/oauth/revoke")).Body.GetProperty("error").GetString().Should().Be("unauthorized_client");
        (await OAuthNodes.PostAsync(nodes.First(kind), new() { ["token"] = token }, "/oauth/revoke")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await OAuthNodes.PostAsync(nodes.First(kind), Form(other, "no.such.token"), "/oauth/revoke")).Status.Should().Be(HttpStatusCode.OK);
        (await OAuthNodes.UseAsync(nodes.Second(kind), token)).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_disabled_client_is_refused_at_once_and_gets_no_token(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var token = await UsedAsync(kind, client);
        await OAuthNodes.Table(nodes.First(kind)).DisableAsync("", client.Id, disabled: true);
        await RefusedAsync(kind, token);
        (await OAuthNodes.PostAsync(nodes.Second(kind), client.Form())).Status.Should().Be(HttpStatusCode.Unauthorized);
        await OAuthNodes.Table(nodes.First(kind)).DisableAsync("", client.Id, disabled: false);
        (await OAuthNodes.UseAsync(nodes.Second(kind), token)).Should().Be(HttpStatusCode.OK);
        await OAuthNodes.Table(nodes.First(kind)).RemoveAsync("", client.Id);
        await RefusedAsync(kind, token);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_token_is_worth_no_more_than_its_client_is_registered_for_now(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        var token = await OAuthNodes.TokenAsync(nodes.First(kind), client, "system/Patient.rs custody/records.write");
        await UseAsync(kind, token, HttpStatusCode.OK);
        await ChangeAsync(kind, client, r => r with { Scopes = ["system/Patient.rs"] });
        (await nodes.Second(kind).SendAsync("/custody/records", token, HttpMethod.Post)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        await UseAsync(kind, token, HttpStatusCode.OK);
        foreach (var change in new Func<ClientRegistration, ClientRegistration>[] { r => r with { Purposes = ["COC"] }, r => r with { Organization = "RXX" }, r => r with { Recipient = "amhp" }, r => r with { Certificate = new string('A', 43) } })
        {
            await ChangeAsync(kind, client, change);
            await RefusedAsync(kind, token);
            await ChangeAsync(kind, client, r => r);
            await UseAsync(kind, token, HttpStatusCode.OK);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_a_token_says_is_told_to_registered_clients_while_it_holds(string kind)
    {
        using var client = await nodes.ClientAsync(kind);
        using var asker = await nodes.ClientAsync(kind);
        var token = await UsedAsync(kind, client);
        var (_, told) = await OAuthNodes.PostAsync(nodes.Second(kind), Form(asker, token), "/oauth/introspect");
        told.GetProperty("active").GetBoolean().Should().BeTrue();
        told.GetProperty("client_id").GetString().Should().Be(client.Id);
        told.GetProperty("scope").GetString().Should().Be("system/Patient.rs");
        told.GetProperty("exp").GetInt64().Should().Be(TestIssuer.Now.AddMinutes(5).ToUnixTimeSeconds());
        told.GetProperty("iss").GetString().Should().Be(OAuthNodes.Root);
        told.GetProperty("purpose_of_use").GetString().Should().Be("TREAT");
        (await OAuthNodes.PostAsync(nodes.First(kind), new() { ["token"] = token }, "/oauth/introspect")).Status.Should().Be(HttpStatusCode.Unauthorized);

        using var issuer = new TestIssuer { Name = OAuthNodes.Root };
        foreach (var nothing in new[] { "x", issuer.Token(), $"{token[..^4]}AAAA", asker.Assertion() })
            (await OAuthNodes.PostAsync(nodes.First(kind), Form(asker, nothing), "/oauth/introspect")).Body.ToString().Should().Be("""{"active":false}""");
        await OAuthNodes.PostAsync(nodes.First(kind), Form(client, token), "/oauth/revoke");
        (await OAuthNodes.PostAsync(nodes.Second(kind), Form(asker, token), "/oauth/introspect")).Body.ToString().Should().Be("""{"active":false}""");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Keys_are_changed_without_anybody_noticing(string kind)
    {
        var clock = new TestClock(TestIssuer.Now);
        var (first, second) = await nodes.StartAsync(kind, clock);
        await using var one = first;
        await using var two = second;
        using var client = await OAuthNodes.ClientAsync(first);
        var old = new JsonWebToken(await OAuthNodes.TokenAsync(first, client)).Kid;
        var made = await first.Services.GetRequiredService<SigningKeys>().RotateAsync(atOnce: false, default);
        (await KidsAsync(second)).Should().Equal(old, made);
        var before = await OAuthNodes.TokenAsync(second, client);
        new JsonWebToken(before).Kid.Should().Be(old);
        clock.Now += SigningKeys.Overlap;
        var after = await OAuthNodes.TokenAsync(second, client, TestIssuer.Now + SigningKeys.Overlap);
        new JsonWebToken(after).Kid.Should().Be(made);
        foreach (var node in new[] { first, second })
            (await OAuthNodes.UseAsync(node, after)).Should().Be(HttpStatusCode.OK);
        (await KidsAsync(first)).Should().Equal(old, made);
        clock.Now += SigningKeys.Overlap + TimeSpan.FromSeconds(1);
        (await KidsAsync(first)).Should().Equal(made);
        (await first.Services.GetRequiredService<ClientTable>().ForgetAsync()).Should().Be(4, "three assertions and a key have ended");
        (await KidsAsync(second)).Should().Equal(made);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_key_that_others_may_know_signs_nothing_more_that_is_believed(string kind)
    {
        var (first, second) = await nodes.StartAsync(kind, new TestClock(TestIssuer.Now));
        await using var one = first;
        await using var two = second;
        using var client = await OAuthNodes.ClientAsync(first);
        var token = await OAuthNodes.TokenAsync(first, client);
        foreach (var node in new[] { first, second })
            (await OAuthNodes.UseAsync(node, token)).Should().Be(HttpStatusCode.OK);
        await first.Services.GetRequiredService<SigningKeys>().RotateAsync(atOnce: true, default);
        foreach (var node in new[] { first, second })
            (await OAuthNodes.UseAsync(node, token)).Should().Be(HttpStatusCode.Unauthorized);
        (await OAuthNodes.UseAsync(first, await OAuthNodes.TokenAsync(second, client))).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_old_key_is_followed_by_another_and_a_young_one_is_not(string kind)
    {
        var clock = new TestClock(TestIssuer.Now);
        var (first, second) = await nodes.StartAsync(kind, clock);
        await using var one = first;
        await using var two = second;
        var keys = first.Services.GetRequiredService<SigningKeys>();
        await keys.RotateIfOlderAsync(TimeSpan.FromDays(90), default);
        (await KidsAsync(second)).Should().ContainSingle();
        clock.Now += TimeSpan.FromDays(90);
        await Task.WhenAll(keys.RotateIfOlderAsync(TimeSpan.FromDays(90), default), second.Services.GetRequiredService<SigningKeys>().RotateIfOlderAsync(TimeSpan.FromDays(90), default));
        (await KidsAsync(second)).Should().HaveCount(2, "of two nodes one makes the key");
    }

    [Fact]
    public void A_key_in_the_ledger_opens_with_the_deployments_key_alone_and_shows_itself_nowhere()
    {
        var (id, key) = SigningKey.New();
        var seal = new SigningKeySeal(SmallHost.Key);
        var row = new SigningKeyRow { Id = id, Created = TestIssuer.Now, Signs = TestIssuer.Now, Content = seal.Close(id, key) };
        seal.Open(row).Private.Should().Equal(key);
        seal.Open(row).ToString().Should().Be(id);
        row.Content.ToArray().Should().NotContainInConsecutiveOrder(key[^32..]);
        new SigningKeySeal(new byte[32]).Invoking(s => s.Open(row)).Should().Throw<System.Security.Cryptography.CryptographicException>();
        seal.Invoking(s => s.Open(row with { Id = "another" })).Should().Throw<System.Security.Cryptography.CryptographicException>();
    }

    private static Dictionary<string, string> Form(TestClient client, string token)
    {
        var form = client.Form();
        form["token"] = token;
        return form;
    }

    private static async Task<IEnumerable<string?>> KidsAsync(SmallHost host) =>
        System.Text.Json.JsonElement.Parse(await host.Client.GetStringAsync("/oauth/jwks")).GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("kid").GetString()).ToList();

    private async Task<string> UsedAsync(string kind, TestClient client)
    {
        var token = await OAuthNodes.TokenAsync(nodes.First(kind), client);
        await UseAsync(kind, token, HttpStatusCode.OK);
        return token;
    }

    private Task RefusedAsync(string kind, string token) => UseAsync(kind, token, HttpStatusCode.Unauthorized);

    private async Task UseAsync(string kind, string token, HttpStatusCode expected)
    {
        foreach (var node in new[] { nodes.First(kind), nodes.Second(kind) })
            (await OAuthNodes.UseAsync(node, token)).Should().Be(expected);
    }

    private Task<bool> ChangeAsync(string kind, TestClient client, Func<ClientRegistration, ClientRegistration> change) =>
        OAuthNodes.Table(nodes.First(kind)).PutAsync(TestClient.Row(change(client.Registration)), replace: true);
}
