using Microsoft.IdentityModel.Tokens;

namespace Gateway.Security.Issuing;

/// <summary>What clients must know to get tokens (https://hl7.org/fhir/smart-app-launch/conformance.html#using-well-known).</summary>
internal static class SmartConfiguration
{
    private static readonly string[] s_methods = ["private_key_jwt"];
    private static readonly string[] s_algorithms = [SecurityAlgorithms.RsaSha384, SecurityAlgorithms.EcdsaSha384];

    public static object Of(TokenAddress address) => new
    {
        issuer = address.Issuer,
        jwks_uri = $"{address.Issuer}{OpenPaths.Keys}",
        token_endpoint = address.Token,
        token_endpoint_auth_methods_supported = s_methods,
        token_endpoint_auth_signing_alg_values_supported = s_algorithms,
        introspection_endpoint = $"{address.Issuer}{OpenPaths.Introspect}",
        introspection_endpoint_auth_methods_supported = s_methods,
        introspection_endpoint_auth_signing_alg_values_supported = s_algorithms,
        revocation_endpoint = $"{address.Issuer}{OpenPaths.Revoke}",
        revocation_endpoint_auth_methods_supported = s_methods,
        revocation_endpoint_auth_signing_alg_values_supported = s_algorithms,
        grant_types_supported = (string[])["client_credentials"],
        scopes_supported = (string[])["system/*.cruds", .. NativeScopes.All],
        tls_client_certificate_bound_access_tokens = true,
        capabilities = (string[])["client-confidential-asymmetric", "permission-v2"],
    };
}
