using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Security.Issuing;

/// <summary>What a client posts to the token endpoints (RFC 6749, appendix B): a form in the body, each parameter once, and no secret.</summary>
internal sealed class OAuthForm
{
    /// <summary>The most bytes of a form.</summary>
    public const int Longest = 32 * 1024;

    private readonly Dictionary<string, StringValues> _values;

    private OAuthForm(Dictionary<string, StringValues> values) => _values = values;

    /// <summary>A parameter; null when it is absent or empty, which RFC 6749 has be the same.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name).ToString() is { Length: > 0 } value ? value : null;

    public static async Task<(OAuthForm? Form, OAuthProblem? Problem)> ReadAsync(HttpRequest request)
    {
        if (request.QueryString.HasValue)
            return (null, OAuthProblem.InvalidRequest("Parameters are sent in the body; addresses are written to logs."));
        if (request.Headers.Authorization.Count > 0)
            return (null, OAuthProblem.InvalidRequest("Clients authenticate by client_assertion and in no other way."));
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) || request.Headers.ContentEncoding.Count > 0)
            return (null, OAuthProblem.InvalidRequest("The body is to be application/x-www-form-urlencoded, in UTF-8."));
        var body = new byte[Longest + 1];
        var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        if (length > Longest)
            return (null, new OAuthProblem(StatusCodes.Status413PayloadTooLarge, "invalid_request", $"The form has more than {Longest} bytes."));
        return Of(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body, 0, length)));
    }

    private static (OAuthForm? Form, OAuthProblem? Problem) Of(Dictionary<string, StringValues> values)
    {
        if (values.Values.Any(v => v.Count > 1))
            return (null, OAuthProblem.InvalidRequest("A parameter is given more than once."));
        if (values.ContainsKey("client_secret"))
            return (null, OAuthProblem.InvalidRequest("There are no shared secrets here; clients authenticate by client_assertion."));
        return (new OAuthForm(values), null);
    }
}
