using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>Makes the credential that the options of a source describe.</summary>
internal static class CredentialLoading
{
    /// <summary>The credential; null, and faults, when the options do not make one. No fault repeats a secret.</summary>
    public static ICredential? Of(SourceOptions source, Uri address, HttpMessageHandler handler, TimeProvider time, List<string> faults)
    {
        var options = source.Credentials;
        switch (options.Kind)
        {
            case "none":
                return new NoCredential();
            case "api-key":
                if (string.IsNullOrWhiteSpace(options.Header))
                    faults.Add("credentials.header is empty.");
                return SecretOf(options, faults) is { } key ? new ApiKeyCredential(options.Header, key) : null;
            case "client-credentials":
                var endpoint = TokenAddress(address, options.TokenAddress);
                if (endpoint is null)
                    faults.Add("credentials.tokenAddress is missing, or is no address.");
                if (string.IsNullOrWhiteSpace(options.ClientId))
                    faults.Add("credentials.clientId is missing.");
                if (SecretOf(options, faults) is not { } secret || endpoint is null)
                    return null;
                var exchange = new Exchange(new HttpMessageInvoker(handler, disposeHandler: false), time);
                return new TokenCredential(new TokenRequest(exchange, endpoint, options, secret, source.Limits.AttemptTimeout, time), time);
            default:
                faults.Add("credentials.kind is none of none, client-credentials, api-key.");
                return null;
        }
    }

    private static Secret? SecretOf(CredentialOptions options, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(options.Secret) == string.IsNullOrWhiteSpace(options.SecretFile))
        {
            faults.Add("One of credentials.secret and credentials.secretFile is due.");
            return null;
        }

        var secret = new Secret(options.Secret, options.SecretFile);
        if (secret.Value is not null)
            return secret;
        faults.Add("credentials.secretFile cannot be read, or is empty.");
        return null;
    }

    private static Uri? TokenAddress(Uri source, string? text) =>
        text is { Length: > 0 } && Uri.TryCreate(SourceConnection.Folder(source), text, out var address) && address.Scheme is "http" or "https" ? address : null;
}
