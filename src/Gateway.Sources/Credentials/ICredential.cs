using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>How the gateway shows a source who it is.</summary>
internal interface ICredential
{
    /// <summary>Puts it into a request; says why where it cannot.</summary>
    ValueTask<SourceReply?> PutAsync(HttpRequestMessage request, CancellationToken cancellation);

    /// <summary>Told that the source refused that request; true when another may fare better.</summary>
    bool Renew(HttpRequestMessage refused);
}
