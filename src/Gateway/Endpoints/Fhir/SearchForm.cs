using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir;

/// <summary>The form of a posted search (http://hl7.org/fhir/R4/http.html#search). Its parameters count as if they stood in the URL, together with those that do; without any, nothing need be posted.</summary>
internal static class SearchForm
{
    private const int MaxForm = 64 * 1024;
    private const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>The form, and all parameters; or why there are none.</summary>
    public static async Task<(string Form, string All, FhirProblem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var url = request.QueryString.Value?.TrimStart('?') ?? "";
        if (!LimitedBody.IsThere(request))
            return ("", url, null);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            return ("", "", new FhirProblem(415, "not-supported", $"A search is posted as {MediaType}."));
        var body = new byte[MaxForm + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxForm)
            return ("", "", new FhirProblem(413, "too-long", $"The form has more than {MaxForm} bytes."));
        var form = Encoding.UTF8.GetString(body, 0, length);
        var posted = QueryHelpers.ParseQuery(form);
        request.HttpContext.Features.Set(new PostedFormat(posted.GetValueOrDefault("_format").ToString(), posted.GetValueOrDefault("_pretty").ToString()));
        return (form, url.Length == 0 ? form : $"{url}&{form}", null);
    }
}
