using Gateway.Security.Tokens;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Gateway.Security.Issuing;

/// <summary>
/// The name under which the gateway makes tokens, and for which assertions are made: as configured, else the address it listens at. What a request calls the gateway does not count: an assertion
/// that a client made for somebody else could be shown here.
/// </summary>
internal sealed class TokenAddress
{
    private readonly Lazy<string> _root;

    public TokenAddress(IConfiguration configuration, IServer server)
    {
        IsKnown = Known(configuration);
        _root = new Lazy<string>(() => (configuration["Gateway:PublicAddress"] ?? server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).TrimEnd('/'), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>False when the gateway makes no tokens: it is told not to, or nothing says under which safe address it can be reached.</summary>
    public bool IsKnown { get; }

    /// <summary>What <c>iss</c> says.</summary>
    public string Issuer => _root.Value;

    /// <summary>What <c>aud</c> of an assertion must say.</summary>
    public string Token => $"{Issuer}/oauth/token";

    /// <summary>What <c>aud</c> of a token says.</summary>
    public string Audience => $"{Issuer}/fhir";

    /// <summary>Whether the configuration of a host says under which address it makes tokens.</summary>
    public static bool Known(IConfiguration configuration)
    {
        if (configuration.GetValue<bool?>($"{IssuingOptions.Section}:Enabled") == false)
            return false;
        if (configuration["Gateway:PublicAddress"] is { } given)
            return IssuerKeys.IsSafe(given);
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "")).DefaultIfEmpty("http://localhost:5000");

        // Of wildcards (https://+:8443, https://0.0.0.0:8443) nobody can tell what clients call the gateway.
        return urls.All(u => IssuerKeys.IsSafe(u) && Uri.TryCreate(u, UriKind.Absolute, out var url) && url.Host is not ("0.0.0.0" or "[::]"));
    }
}
