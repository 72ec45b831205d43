using System.Net;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.CaseSystem;

public class TokenLifeTests(TokenLifeTests.ShortLived systems) : IClassFixture<TokenLifeTests.ShortLived>
{
    [Fact]
    public async Task A_token_holds_until_its_life_ends()
    {
        using var before = await systems.Cases.GetAsync("api/health");
        systems.Clock.Advance(TimeSpan.FromSeconds(61));
        using var after = await systems.Cases.GetAsync("api/health");

        before.StatusCode.Should().Be(HttpStatusCode.OK);
        after.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    public sealed class ShortLived : Systems
    {
        internal HandClock Clock { get; } = new(new DateTimeOffset(2026, 7, 4, 9, 0, 0, TimeSpan.Zero));

        public override SimulatorOptions Options => new() { People = 10, TokenLife = TimeSpan.FromSeconds(60), Time = Clock };
    }
}
