using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.CaseSystem;

public class AutomaticTests(AutomaticTests.Automatic systems) : IClassFixture<AutomaticTests.Automatic>
{
    [Fact]
    public async Task Health_requests_move_on_by_themselves_step_by_step()
    {
        var cursor = "";
        using var response = await systems.Cases.PostAsync("api/health-requests", Systems.Body("""{"reference":"HCR-1","custodyNumber":"42CP/2026/000001"}"""));
        var id = (await Systems.Json(response))["id"]!.ToString();
        var statuses = new List<string>();
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while (!statuses.Contains("completed") && TimeProvider.System.GetUtcNow() < deadline)
        {
            var page = await Systems.Get(systems.Cases, $"api/changes?limit=200&after={cursor}");
            statuses.AddRange(page["changes"]!.AsArray().Where(c => c!["id"]!.ToString() == id).Select(c => c!["record"]!["status"]!.ToString()));
            cursor = page["next"]!.ToString();
        }

        statuses.Should().Equal("received", "accepted", "in-progress", "completed");
    }

    public sealed class Automatic : Systems
    {
        public override SimulatorOptions Options => new() { People = 10, Automatic = true, AutomaticPause = TimeSpan.FromMilliseconds(20) };
    }
}
