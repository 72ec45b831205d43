using System.Text;

namespace Gateway.Disclosures.Reports;

/// <summary>The words of a released document, for a reader without FHIR: its narratives as a page.</summary>
internal sealed class ReadableAnswer(Released released) : IResult
{
    private const string Head = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Who saw this person's data</title></head><body><h1>Who saw this person's data</h1>";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var words = released.Content["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name == "Composition").SelectMany(r => r["section"]).SelectMany(s => s["text"]).Select(t => t.ChildText("div"));
        var body = Encoding.UTF8.GetBytes($"{Head}{string.Concat(words)}</body></html>");
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }
}
