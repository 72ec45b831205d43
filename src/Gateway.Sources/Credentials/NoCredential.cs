using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>Nothing to show, or no more than a certificate.</summary>
internal sealed class NoCredential : ICredential
{
    public ValueTask<SourceReply?> PutAsync(HttpRequestMessage request, CancellationToken cancellation) => default;

    public bool Renew(HttpRequestMessage refused) => false;
}
