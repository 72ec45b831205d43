using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>Transforms of text: <c>truncate(v, length)</c>, <c>append(a, b, …)</c>, <c>escape(v, to)</c> and <c>escape(v, from, to)</c>.</summary>
internal static class TextTransforms
{
    private const int MaxLength = 16 * 1024 * 1024;
    private static readonly string[] s_formats = ["text", "xml", "html", "json", "url"];

    public static ValueCode? Truncate(TransformCall call)
    {
        if (!call.Takes(2, 2))
            return null;
        if (!int.TryParse(call[1].Literal, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            call.Fault("takes a text and a whole number.");
            return null;
        }

        var text = call.Text(0);
        return TransformCall.Text(run => text(run) is { } value ? Cut(value, length) : null);
    }

    public static ValueCode? Append(TransformCall call)
    {
        if (!call.Takes(1, int.MaxValue))
            return null;
        var texts = Enumerable.Range(0, call.Count).Select(call.Text).ToArray();
        var isLiteral = Enumerable.Range(0, call.Count).Select(i => call[i].Literal is not null).ToArray();
        return TransformCall.Text(run =>
        {
            // Nothing but fixed words is nothing: no prefix without what it stands before.
            var joined = new string?[texts.Length];
            var (isFound, length) = (isLiteral.All(l => l), 0L);
            for (var i = 0; i < texts.Length; i++)
            {
                joined[i] = texts[i](run);
                isFound |= joined[i] is not null && !isLiteral[i];
                length += joined[i]?.Length ?? 0;
            }

            if (length > MaxLength)
                throw MapRun.Abort($"A text of more than {MaxLength} characters is made.", call.Info, call.At(run), FaultKind.TooLong);

            return isFound ? string.Concat(joined) : null;
        });
    }

    public static ValueCode? Escape(TransformCall call)
    {
        if (!call.Takes(2, 3))
            return null;
        var (from, to) = (call.Count == 3 ? call[1].Literal : "text", call[call.Count - 1].Literal);
        if (!s_formats.Contains(from) || !s_formats.Contains(to))
        {
            call.Fault($"knows the formats {string.Join(", ", s_formats)}.");
            return null;
        }

        var text = call.Text(0);
        return TransformCall.Text(run => text(run) is { } value ? Encode(Decode(value, from!), to!) : null);
    }

    // Characters, not halves of them.
    private static string Cut(string text, int length) => StringInfo.ParseCombiningCharacters(text) is var starts && starts.Length <= length ? text : text[..starts[length]];

    private static string Decode(string text, string format) => format switch
    {
        "xml" or "html" => WebUtility.HtmlDecode(text),
        "json" => Unquoted(text),
        "url" => Uri.UnescapeDataString(text),
        _ => text,
    };

    private static string Unquoted(string text)
    {
        try
        {
            using var document = JsonDocument.Parse($"\"{text}\"");
            return document.RootElement.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not escaped: it stands for itself.
            return text;
        }
    }

    private static string Encode(string text, string format) => format switch
    {
        "xml" => System.Security.SecurityElement.Escape(text),
        "html" => WebUtility.HtmlEncode(text),
        "json" => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text),
        "url" => Uri.EscapeDataString(text),
        _ => text,
    };
}
