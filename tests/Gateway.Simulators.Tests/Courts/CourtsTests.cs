using System.Net;
using System.Net.Http.Json;
using System.Text;
using Gateway.Simulators.Tests.Records;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Courts;

public class CourtsTests(Systems systems) : IClassFixture<Systems>
{
    [Fact]
    public async Task Results_are_pushed_as_SPI_and_map_whole()
    {
        await using var gateway = await StubGateway.StartAsync();
        systems.Running.ConnectTo(gateway.Address, new GatewayTokens { Courts = "courts-token" });
        var pushed = await Systems.Order(systems.Courts, "control/push", new { count = 25 });

        pushed["pushed"]!.AsArray().Should().HaveCount(25).And.OnlyContain(p => p!["status"]!.GetValue<int>() == 202);
        gateway.Requests.Should().HaveCount(25).And.OnlyContain(r => r.Path == "/courts/results" && r.ContentType == "application/xml" && r.Authorization == "Bearer courts-token");
        gateway.Requests.SelectMany(r => RecordMaps.Complaints("CourtResults", Encoding.UTF8.GetBytes(r.Body))).Distinct().Should().BeEmpty();
    }

    [Fact]
    public async Task The_result_of_one_person_is_pushed_by_PNC_identifier()
    {
        await using var gateway = await StubGateway.StartAsync();
        systems.Running.ConnectTo(gateway.Address, new GatewayTokens());
        var person = systems.Running.Population.KnownEverywhere;
        await Systems.Order(systems.Courts, "control/push", new { pncId = person.PncId });
        using var unknown = await systems.Courts.PostAsJsonAsync("control/push", new { pncId = "1/1A" });

        gateway.Requests.Should().ContainSingle().Which.Body.Should().Contain(person.PncId).And.Contain(person.Surname);
        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Health_is_told_to_anybody()
    {
        (await Systems.Get(systems.Courts, "health"))["status"]!.ToString().Should().Be("up");
    }
}
