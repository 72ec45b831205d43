using System.Text;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Tests.Data;

/// <summary>Random values of each kind of primitive, as JSON tokens.</summary>
internal sealed class GeneratedValue(Random random)
{
    private static readonly string[] s_decimals =
        ["0", "-0", "1.10", "0.000", "100", "1e3", "1E-7", "-1.000000000000000000E+245", "3.14159265358979323846264338327950288", "-12.0"];

    private static readonly string[] s_characters =
        ["a", "Z", "7", " ", "-", "'", "\"", "\\", "/", "\n", "\r", "\t", "é", "ß", "€", "日", "\u2028", "\uFEFF", "😀", "𝒳", "<", "&", "\u007f"];

    public string Of(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => Pick("true", "false"),
        PrimitiveKind.Integer => Pick("0", "-1", "2147483647", "-2147483648"),
        PrimitiveKind.UnsignedInt => Pick("0", "2147483647"),
        PrimitiveKind.PositiveInt => Pick("1", "42", "2147483647"),
        PrimitiveKind.Decimal => Pick(s_decimals),
        PrimitiveKind.String or PrimitiveKind.Markdown => Text(string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Pick(s_characters)))),
        PrimitiveKind.Code => Text(Pick("a", "two words", "ä\u00a0ö", "<=")),
        PrimitiveKind.Id => Text(Pick("a", "A-1.b", new string('x', 64))),
        PrimitiveKind.Uri => Text(Pick("urn:x", "http://a/b?c=d|e", "#x", "ü\"\\")),
        PrimitiveKind.Oid => Text(Pick("urn:oid:1.2", "urn:oid:2.16.840.0.1")),
        PrimitiveKind.Uuid => Text("urn:uuid:c757873d-ec9a-4326-a141-556f43239520"),
        PrimitiveKind.Date => Text(Pick("0001", "2015", "2015-02", "2016-02-29", "9999-12-31")),
        PrimitiveKind.DateTime => Text(Pick("2015", "2015-02", "2015-02-07", "2015-02-07T13:28:17Z", "2015-02-07T23:59:60.123456789012345-05:00")),
        PrimitiveKind.Instant => Text(Pick("2015-02-07T13:28:17.239+02:00", "2017-01-01T00:00:00Z")),
        PrimitiveKind.Time => Text(Pick("00:00:00", "23:59:59.000")),
        PrimitiveKind.Base64Binary => Text(Pick("AA==", "aGVsbG8gd29ybGQ=", "AAAA\nBBBB")),
        PrimitiveKind.Xhtml => Text(Pick("<div xmlns=\"http://www.w3.org/1999/xhtml\"/>", "<div xmlns=\"http://www.w3.org/1999/xhtml\">a &amp; <b>€</b>\n</div>")),
        _ => throw new InvalidOperationException($"{kind} has no values."),
    };

    /// <summary>A property name, now and then with an escape in it.</summary>
    public string Name(string name) => random.Next(20) == 0 ? $"\"\\u{(int)name[0]:x4}{name[1..]}\"" : $"\"{name}\"";

    private string Text(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (random.Next(12) == 0 && !char.IsSurrogate(c))
                json.Append($"\\u{(random.Next(2) == 0 ? ((int)c).ToString("x4") : ((int)c).ToString("X4"))}");
            else
                json.Append(c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '/' => Pick("/", "\\/"), _ => c.ToString() });
        }

        return json.Append('"').Replace("😀", Pick("😀", "\\ud83d\\ude00")).ToString();
    }

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}
