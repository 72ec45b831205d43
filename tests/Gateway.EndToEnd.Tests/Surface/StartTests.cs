using Gateway.EndToEnd.Tests.Data;
using Microsoft.Extensions.Options;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>A host does not start on settings that would open it.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Surface:TrustedHops:0", "everybody", "is no address")]
    [InlineData("Surface:TrustedNetworks:0", "0.0.0.0/0", "is everybody")]
    [InlineData("FORWARDEDHEADERS_ENABLED", "true", "believes everybody")]
    [InlineData("Kestrel:Endpoints:Tls:SslProtocols:0", "Tls11", "is not spoken")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "Ssl3", "is not spoken")]
    [InlineData("Surface:Requests", "0", "Requests")]
    public async Task What_would_open_the_surface_is_told_at_the_start(string setting, string value, string fault)
    {
        var starting = () => RunningDemo.StartAsync(o => o with { Settings = new Dictionary<string, string?>(o.Settings) { [setting] = value } });

        (await starting.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain(fault);
    }
}
