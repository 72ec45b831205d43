using System.Net;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting.Surface;

/// <summary>What the settings must not say together: all of it is told at once.</summary>
internal sealed class SurfaceCheck(IConfiguration configuration) : IValidateOptions<SurfaceOptions>
{
    private static readonly string[] s_protocols = ["Tls12", "Tls13"];

    public ValidateOptionsResult Validate(string? name, SurfaceOptions options)
    {
        var faults = options.TrustedHops.Where(h => !IPAddress.TryParse(h, out _)).Select(h => $"{SurfaceOptions.Section}:TrustedHops: {h} is no address.").ToList();
        faults.AddRange(options.TrustedNetworks.Where(n => !IPNetwork.TryParse(n, out _)).Select(n => $"{SurfaceOptions.Section}:TrustedNetworks: {n} is no network."));
        faults.AddRange(options.TrustedNetworks.Where(n => IPNetwork.TryParse(n, out var network) && network.PrefixLength == 0).Select(n => $"{SurfaceOptions.Section}:TrustedNetworks: {n} is everybody."));
        // The framework's own switch believes every hop.
        if (configuration.GetValue<bool>("FORWARDEDHEADERS_ENABLED"))
            faults.Add($"ASPNETCORE_FORWARDEDHEADERS_ENABLED believes everybody: name the hops in {SurfaceOptions.Section}:TrustedHops.");
        faults.AddRange(Protocols().Where(p => !s_protocols.Contains(p.Value, StringComparer.OrdinalIgnoreCase)).Select(p => $"{p.Path}: {p.Value} is not spoken; {string.Join(" and ", s_protocols)} are."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<IConfigurationSection> Protocols()
    {
        var kestrel = configuration.GetSection("Kestrel");
        return kestrel.GetSection("Endpoints").GetChildren().Append(kestrel.GetSection("EndpointDefaults")).SelectMany(e => e.GetSection("SslProtocols").GetChildren().Concat(e.GetSection("Sni").GetChildren().SelectMany(s => s.GetSection("SslProtocols").GetChildren())));
    }
}
