using System.Buffers;

namespace Gateway.Fhir.Search.Values;

/// <summary>Takes references apart (http://hl7.org/fhir/R4/references.html#literal).</summary>
internal static class ReferenceText
{
    private const string History = "/_history/";
    private static readonly SearchValues<char> s_id = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.");

    public static bool IsId(ReadOnlySpan<char> text) => text.Length is > 0 and <= 64 && !text.ContainsAnyExcept(s_id);

    /// <summary>What a literal reference says; without URL and id when it is none.</summary>
    public static ReferenceValue Read(string text, SearchContext context)
    {
        if (text.IndexOf(History, StringComparison.Ordinal) is var at and > 0)
            return Read(text[..at], context) is var value && text[(at + History.Length)..] is { Length: > 0 } version ? value with { Version = version } : value;
        var isAbsolute = text.Contains(':', StringComparison.Ordinal);
        if (isAbsolute && context.Locate?.Invoke(text) is var (type, id))
            return new ReferenceValue { Type = type, Id = id };
        var slash = text.LastIndexOf('/');
        var before = slash < 0 ? -1 : text.AsSpan(0, slash).LastIndexOf('/');
        if (slash > before + 1 && IsId(text.AsSpan(slash + 1)) && (isAbsolute ? before > 0 : before < 0) && context.Parameters.HasType(text[(before + 1)..slash]))
            return new ReferenceValue { Type = text[(before + 1)..slash], Id = text[(slash + 1)..], Url = isAbsolute ? text : null };
        return isAbsolute ? new ReferenceValue { Url = text } : new ReferenceValue();
    }

    /// <summary>What a canonical says: its URL, and the version after the bar. A fragment does not count.</summary>
    public static ReferenceValue ReadCanonical(string text)
    {
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        var url = bar < 0 ? text : text[..bar];
        var version = bar < 0 ? null : text[(bar + 1)..];
        if (url.IndexOf('#', StringComparison.Ordinal) is > 0 and var hash)
            url = url[..hash];
        return new ReferenceValue { Url = url, Version = string.IsNullOrEmpty(version) ? null : version, IsCanonical = true };
    }
}
