using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>encode, decode, escape and unescape. An unknown form gives nothing; text that is not in the form gives nothing.</summary>
internal static partial class Codecs
{
    public static Function[] All { get; } =
    [
        new("encode", 1, call => In(call, Encode)),
        new("decode", 1, call => In(call, Decode)),
        new("escape", 1, call => In(call, static (text, form) => form switch
        {
            "html" => WebUtility.HtmlEncode(text).Replace("&#39;", "'", StringComparison.Ordinal),
            "json" => EscapeJson(text),
            _ => null,
        })),
        new("unescape", 1, call => In(call, static (text, form) => form switch
        {
            "html" => WebUtility.HtmlDecode(text),
            "json" => UnescapeJson(text),
            _ => null,
        })),
    ];

    private static Code In(Call call, Func<string, string, string?> work)
    {
        var form = call.Argument(0);
        return call.OnText((run, text) => run.Text(form) is { } f && work(text, f) is { } result ? PathValue.Of(result) : default, StaticType.String);
    }

    private static string? Encode(string text, string form)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return form switch
        {
            "hex" => Convert.ToHexStringLower(bytes),
            "base64" => Convert.ToBase64String(bytes),
            "urlbase64" => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_'),
            _ => null,
        };
    }

    private static string? Decode(string text, string form)
    {
        try
        {
            return form switch
            {
                "hex" => Encoding.UTF8.GetString(Convert.FromHexString(text)),
                "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(text)),
                "urlbase64" => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)),
                _ => null,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? EscapeJson(string text)
    {
        try
        {
            return JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return null;
        }
    }

    // A quote need not be escaped here: the text is what stood between JSON's quotes, or a part of it.
    private static string? UnescapeJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse($"\"{BareQuote().Replace(text, "$1\\\"")}\"");
            return document.RootElement.GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"((?:^|[^\\])(?:\\\\)*)""", RegexOptions.CultureInvariant)]
    private static partial Regex BareQuote();
}
