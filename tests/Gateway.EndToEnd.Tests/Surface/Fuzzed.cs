using System.Net.Http.Headers;
using System.Text;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>A request as somebody might send it who knows the routes and nothing else.</summary>
internal sealed record Fuzzed(string Method, string Path, string Query, string? Accept, string? ContentType, string? Coding, string Body, (string Name, string Value) Header)
{
    public string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    public void Put(HttpRequestMessage request)
    {
        // What is turned away by its headers is not sent on, and so not broken off.
        request.Headers.ExpectContinue = true;
        if (Accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", Accept);
        request.Headers.TryAddWithoutValidation(Header.Name, Header.Value);
        if (Method is "GET" or "HEAD" or "TRACE")
            return;
        // Too long is told with a body that is.
        request.Content = new ByteArrayContent(Body == "long" ? new byte[(4 * 1024 * 1024) + 1] : Encoding.Latin1.GetBytes(Body));
        if (ContentType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (Coding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", Coding);
    }

    public override string ToString() => $"{Method} {(Target.Length > 300 ? Target[..300] + "…" : Target)} accept={Accept} type={ContentType} coding={Coding} {Header.Name}={Header.Value} body={Body[..Math.Min(Body.Length, 80)]}";
}
