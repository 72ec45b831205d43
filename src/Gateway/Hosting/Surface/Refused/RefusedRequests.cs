using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Gateway.Hosting.Surface.Refused;

/// <summary>
/// Gives words to what the server turns away before there is a request that anybody could answer: a line or headers that cannot be read, are too long or come too slowly. (1) The server tells here that it
/// refuses; (2) the answer is made as any other is; (3) the connection sends it in place of the server's own, which has none. Of HTTP/2 and 3 it is a stream that is refused, without an answer.
/// </summary>
internal sealed class RefusedRequests(TimeProvider time) : IObserver<KeyValuePair<string, object?>>
{
    private const string Refusal = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Lets every connection be answered so.</summary>
    public static void Answer(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => next(new AnsweringConnection(connection))));

    /// <summary>Listens to what the server says.</summary>
    public static IDisposable Watch(DiagnosticListener server, TimeProvider time) => server.Subscribe(new RefusedRequests(time), name => name == Refusal);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IFeatureCollection features && features.Get<IHttp2StreamIdFeature>() is null && features.Get<IHttpResponseFeature>() is { HasStarted: false }
            && features.Get<IBadRequestExceptionFeature>()?.Error is Microsoft.AspNetCore.Http.BadHttpRequestException refusal && features.Get<AnsweringConnection>() is { } connection)
            connection.AnswerWith(RefusalBytes.Of(refusal.StatusCode, features, time.GetUtcNow()));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
