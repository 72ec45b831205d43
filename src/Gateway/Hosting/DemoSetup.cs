using Gateway.Security.Tokens;
using Gateway.Sources;

namespace Gateway.Hosting;

/// <summary>What a demo has that a deployment has not: an issuer of its own, and sources that are where they happen to be.</summary>
/// <param name="Issuer">Whose tokens are taken.</param>
/// <param name="Adjust">Says of a source where it is and how the gateway shows it who it is.</param>
/// <param name="Settings">Settings that go before all others.</param>
internal sealed record DemoSetup(DemoIssuer Issuer, Action<SourceOptions> Adjust, IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>Where the log goes beside or in place of the console; null for the console alone.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}
