namespace Gateway.Sources.Http;

/// <summary>An answer that is kept open while it is passed on. Of several attempts the last counts, and what is not taken is closed.</summary>
internal sealed class PassedResponse(HttpRequestMessage request) : IDisposable
{
    public HttpRequestMessage Request => request;

    public HttpResponseMessage? Response { get; private set; }

    public void Keep(HttpResponseMessage response)
    {
        Response?.Dispose();
        Response = response;
    }

    /// <summary>The answer, where the source answered; else it is closed.</summary>
    public HttpResponseMessage? Take(SourceReply reply)
    {
        if (reply.IsAnswered)
            return Response;
        Dispose();
        return null;
    }

    public void Dispose()
    {
        Response?.Dispose();
        Response = null;
    }
}
