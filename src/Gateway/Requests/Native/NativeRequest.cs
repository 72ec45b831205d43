using System.Text;
using Microsoft.Net.Http.Headers;

namespace Gateway.Requests.Native;

/// <summary>What a system pushed.</summary>
/// <param name="Id">Its X-Request-Id, by which a repetition is known.</param>
/// <param name="ContentType">The media type of the body.</param>
/// <param name="AnswerType">The media type of the answer.</param>
/// <param name="Body">The body as it came.</param>
internal sealed record NativeRequest(string Id, string ContentType, string AnswerType, byte[] Body)
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxId = 200;

    /// <summary>What the request asks, by which a repetition under its id is known to be the same.</summary>
    public byte[] Asked(string kind) => [.. Encoding.UTF8.GetBytes($"POST {kind} "), .. Body];

    /// <summary>Reads a request, or says why it cannot be one.</summary>
    public static async Task<(NativeRequest? Request, NativeProblem? Problem)> ReadAsync(HttpRequest request, params IReadOnlyList<string> mediaTypes)
    {
        var id = request.Headers["X-Request-Id"].ToString();
        if (id.Length == 0)
            return (null, new NativeProblem(400, "The header X-Request-Id is needed: by it a request that is sent again is known to be the same."));
        if (id.Length > MaxId || id.Any(c => c is < ' ' or > '~'))
            return (null, new NativeProblem(400, $"The header X-Request-Id has at most {MaxId} characters, all of them printed ones of ASCII."));
        if (NativeContent.TypeFor(request) is not { } answerType)
            return (null, NativeProblem.NotAcceptable);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !mediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return (null, new NativeProblem(415, $"The content is to be {string.Join(" or ", mediaTypes)}."));
        if (type.Charset.HasValue && type.Encoding is not (UTF8Encoding or ASCIIEncoding))
            return (null, new NativeProblem(415, "The content is to be in UTF-8."));
        if (request.Headers.ContentEncoding.Count > 0)
            return (null, new NativeProblem(415, "The content comes in a coding that is not taken."));
        if (await BodyAsync(request) is not { } body)
            return (null, new NativeProblem(413, $"The content has more than {MaxBytes} bytes."));
        return body.Length == 0 ? (null, new NativeProblem(400, "There is no content.")) : (new NativeRequest(id, type.MediaType.Value!.ToLowerInvariant(), answerType, body), null);
    }

    // Null for one that is too long.
    private static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaxBytes)
                return null;
        }

        return body.ToArray();
    }
}
