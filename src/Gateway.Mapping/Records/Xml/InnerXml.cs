namespace Gateway.Mapping.Records.Xml;

/// <summary>XML that lies as text in an element.</summary>
internal static class InnerXml
{
    /// <summary>The text from its root element on; null when it does not start as XML. Comments and a declaration before it, also in the wrong order, are passed over.</summary>
    public static string? Of(string text)
    {
        var rest = text.AsSpan().TrimStart();
        while (true)
        {
            var end = rest.StartsWith("<?", StringComparison.Ordinal) ? rest.IndexOf("?>", StringComparison.Ordinal) + 2
                : rest.StartsWith("<!--", StringComparison.Ordinal) ? rest.IndexOf("-->", StringComparison.Ordinal) + 3
                : 0;
            if (end == 0)
                return rest.Length > 1 && rest[0] == '<' && (char.IsLetter(rest[1]) || rest[1] == '_') ? rest.ToString() : null;
            if (end < 4)
                return null;
            rest = rest[end..].TrimStart();
        }
    }
}
