using System.Globalization;
using System.Net;
using System.Security.Claims;
using Gateway.Security.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Security;

public sealed class CheckedTokensTests
{
    private readonly TestClock _clock = new(TestIssuer.Now);
    private readonly ClaimsPrincipal _caller = new();

    [Fact]
    public void A_token_is_known_until_it_must_be_checked_again()
    {
        var tokens = new CheckedTokens(_clock);
        tokens.Add("a.b.c", _caller, TestIssuer.Now.AddHours(1));
        tokens.Find("a.b.c").Should().BeSameAs(_caller);
        tokens.Find("a.b.d").Should().BeNull();
        _clock.Now += CheckedTokens.Life;
        tokens.Find("a.b.c").Should().BeNull();
    }

    [Fact]
    public void A_key_that_is_the_issuers_no_more_signs_for_less_than_a_minute() => CheckedTokens.Life.Should().BeLessThan(TimeSpan.FromMinutes(1));

    [Fact]
    public void No_token_is_known_past_its_end()
    {
        var tokens = new CheckedTokens(_clock);
        tokens.Add("a.b.c", _caller, TestIssuer.Now.AddSeconds(5));
        _clock.Now = TestIssuer.Now.AddSeconds(5);
        tokens.Find("a.b.c").Should().BeNull();
    }

    [Fact]
    public void What_was_checked_by_other_keys_than_those_that_count_is_not_known()
    {
        var (tokens, keys) = (new CheckedTokens(_clock), "k1");
        tokens.Add("a.b.c", _caller, TestIssuer.Now.AddHours(1), () => keys);
        tokens.Find("a.b.c").Should().BeSameAs(_caller);
        keys = "k1 k2";
        tokens.Find("a.b.c").Should().BeNull();
    }

    [Fact]
    public void No_more_are_kept_than_there_is_room_for()
    {
        var tokens = new CheckedTokens(_clock);
        for (var i = 0; i < CheckedTokens.Most; i++)
            tokens.Add(i.ToString(CultureInfo.InvariantCulture), _caller, TestIssuer.Now.AddHours(1));
        tokens.Add("late", _caller, TestIssuer.Now.AddHours(1));
        tokens.Find("late").Should().BeNull();
        tokens.Find("0").Should().BeSameAs(_caller);

        _clock.Now += CheckedTokens.Life;
        tokens.Add("late", _caller, TestIssuer.Now.AddHours(1));
        tokens.Find("late").Should().BeSameAs(_caller);
    }

    [Fact]
    public async Task A_token_that_was_good_a_moment_ago_is_refused_once_it_has_ended_and_under_another_signature()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        await using var host = await SmallHost.StartAsync(IssuerTests.Settings(folder, issuer));
        var clock = (TestClock)host.Services.GetRequiredService<TimeProvider>();
        var token = issuer.Token();
        (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.SendAsync("/fhir/Patient/1", $"{token[..^4]}AAAA")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

        clock.Now = TestIssuer.Now.AddMinutes(5).AddSeconds(11);
        (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_is_bound_to_a_certificate_is_refused_without_it_every_time()
    {
        using var folder = new TemporaryFolder();
        using var issuer = new TestIssuer();
        await using var host = await SmallHost.StartAsync(IssuerTests.Settings(folder, issuer));
        var claims = issuer.Claims();
        claims["cnf"] = new Dictionary<string, string> { ["x5t#S256"] = "AAAA" };
        var token = issuer.Token(claims);
        for (var i = 0; i < 2; i++)
            (await host.SendAsync("/fhir/Patient/1", token)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
