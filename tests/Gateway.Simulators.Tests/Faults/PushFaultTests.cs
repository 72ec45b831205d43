using System.Net.Http.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.Faults;

public class PushFaultTests(Systems systems) : IClassFixture<Systems>
{
    [Fact]
    public async Task A_malformed_push_is_no_XML()
    {
        var (pushed, request) = await Push("malformed");
        var parse = () => XDocument.Parse(request!.Body);

        pushed.Should().Be(202);
        parse.Should().Throw<XmlException>();
    }

    [Fact]
    public async Task A_push_in_error_is_another_record()
    {
        var (_, request) = await Push("error");

        XDocument.Parse(request!.Body).Root!.Name.LocalName.Should().Be("Stray");
    }

    [Fact]
    public async Task A_push_that_is_cut_never_comes_whole()
    {
        var (pushed, request) = await Push("cut");

        pushed.Should().BeNull();
        request.Should().BeNull();
    }

    [Fact]
    public async Task A_fault_of_another_path_leaves_pushes_alone()
    {
        var (_, request) = await Push("malformed", "/courts");

        Encoding.UTF8.GetByteCount(request!.Body).Should().BePositive();
        XDocument.Parse(request.Body).Root!.Name.LocalName.Should().Be("CustodyRecord");
    }

    private async Task<(int? Status, StubRequest? Request)> Push(string mode, string? path = null)
    {
        await using var gateway = await StubGateway.StartAsync();
        systems.Running.ConnectTo(gateway.Address, new GatewayTokens());
        using var set = await systems.Custody.PutAsJsonAsync("control/faults", new { mode, path, times = 1 });
        var pushed = await Systems.Order(systems.Custody, "control/push", new { custodyNumber = systems.Running.Population.CustodyNumbers[0] });
        systems.Running.Faults.Clear();
        return (pushed["status"]?.GetValue<int>(), gateway.Requests.SingleOrDefault());
    }
}
