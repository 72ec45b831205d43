using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Tokens;

/// <summary>The signatures that are taken: with public keys only, so that nobody can sign with what is published.</summary>
internal static class SignatureAlgorithms
{
    public static IReadOnlyList<string> All { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
    ];
}
