using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Fhir.Outcomes;

namespace Gateway.Requests.Native;

/// <summary>Why something was not taken, as RFC 9457 has it; the faults say where in the content.</summary>
internal sealed record NativeProblem(int Status, string Title) : IResult
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string? Detail { get; init; }

    public IReadOnlyList<NativeFault>? Errors { get; init; }

    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    public static NativeProblem NotAcceptable { get; } = new(StatusCodes.Status406NotAcceptable, $"Answers are {NativeContent.Json} or {NativeContent.Xml}.");

    /// <summary>Content that cannot be taken.</summary>
    public static NativeProblem Invalid(IEnumerable<Fault> faults, int status = StatusCodes.Status400BadRequest) => new(status, "The content cannot be taken as it is.")
    {
        Errors = [.. faults.Where(f => !f.IsWarning).Select(f => new NativeFault(f.Message, f.Expression.Length > 0 ? f.Expression : null, f.Line > 0 ? f.Line : null, f.Line > 0 ? f.Column : null))],
    };

    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, body) = (httpContext.Response, ToUtf8());
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }
}
