using Gateway.Sources.Http;

namespace Gateway.Sources.Credentials;

/// <summary>A key in a header.</summary>
internal sealed class ApiKeyCredential(string header, Secret key) : ICredential
{
    public ValueTask<SourceReply?> PutAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        key.Value is { } value && request.Headers.TryAddWithoutValidation(header, value) ? default : new(SourceReply.Of(SourceState.Failed));

    public bool Renew(HttpRequestMessage refused) => refused.Headers.TryGetValues(header, out var values) && key.Renew(values.First());
}
