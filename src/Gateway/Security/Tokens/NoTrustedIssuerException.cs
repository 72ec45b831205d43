namespace Gateway.Security.Tokens;

/// <summary>What was given as a token is none, or is from an issuer that is not trusted.</summary>
internal sealed class NoTrustedIssuerException() : Exception("No trusted issuer.");
