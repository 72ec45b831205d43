using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using System.Xml.Linq;
using Gateway.Fhir.Outcomes;

namespace Gateway.Requests.Native;

/// <summary>Why something was not taken, as RFC 9457 has it; the faults say where in the content.</summary>
internal sealed record NativeProblem(int Status, string Title) : IResult
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly XNamespace s_xml = "urn:ietf:rfc:7807";

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

    /// <summary>The media type of a problem in place of an answer of that type.</summary>
    public static string TypeOf(string? answerType) => answerType == NativeContent.Xml ? "application/problem+xml" : "application/problem+json";

    public byte[] ToUtf8(string? answerType) => answerType == NativeContent.Xml ? ToXml() : JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var answerType = NativeContent.TypeFor(httpContext.Request);
        var (response, body) = (httpContext.Response, ToUtf8(answerType));
        response.StatusCode = Status;
        response.ContentType = TypeOf(answerType);
        response.Headers.CacheControl = "no-store";
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body);
    }

    // Members of a list are called i (RFC 9457, appendix B).
    private byte[] ToXml()
    {
        var problem = new XElement(s_xml + "problem", Part("title", Title), Part("status", Status), Part("detail", Detail),
            Errors is null ? null : new XElement(s_xml + "errors", Errors.Select(e => new XElement(s_xml + "i", Part("message", e.Message), Part("path", e.Path), Part("line", e.Line), Part("column", e.Column)))));
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            problem.WriteTo(xml);
        return stream.ToArray();

        static XElement? Part(string name, object? value) => value is null ? null : new XElement(s_xml + name, value is string text ? Written(text) : value);
    }

    // A place may name a field as it came, with characters that XML cannot bear.
    private static string Written(string text) => string.Concat(text.EnumerateRunes().Select(r => r.Value is '\t' or '\n' or '\r' or (>= ' ' and not 0xFFFE and not 0xFFFF) ? r : Rune.ReplacementChar));
}
