using System.Globalization;
using System.Text;
using Gateway.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Hosting.Surface.Refused;

/// <summary>A whole answer of HTTP/1.1 to what could not be read as a request, in the words of the interface that it was for, as far as that is known: an OperationOutcome otherwise.</summary>
internal static class RefusalBytes
{
    private const string Unknown = "/fhir";

    public static byte[] Of(int status, IFeatureCollection refused, DateTimeOffset now)
    {
        var asked = refused.Get<IHttpRequestFeature>();
        var target = asked?.RawTarget ?? "";
        using var content = new MemoryStream();
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Response.Body) = (asked?.Method is { Length: > 0 } method ? method : HttpMethods.Get, new PathString(target.StartsWith('/') ? target.Split('?')[0] : Unknown), content);

        // It is written to memory, at once.
        Failures.Unreadable(http, status).ExecuteAsync(http).GetAwaiter().GetResult();
        var headers = http.Response.Headers;
        SafeHeaders.Put(headers, refused.Get<ITlsConnectionFeature>() is not null);
        headers.Connection = "close";
        headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status405MethodNotAllowed)
            headers.Allow = target == "*" ? HttpMethods.Options : HttpMethods.Connect;
        var head = new StringBuilder($"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\n");
        foreach (var (name, value) in headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. HttpMethods.IsHead(http.Request.Method) ? [] : content.ToArray()];
    }
}
