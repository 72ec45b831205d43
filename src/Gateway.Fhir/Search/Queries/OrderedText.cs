namespace Gateway.Fhir.Search.Queries;

/// <summary>Takes the prefix off a value: two letters before a digit or a sign.</summary>
internal static class OrderedText
{
    /// <summary>The prefix and what follows it; null when letters stand there that are no prefix.</summary>
    public static (SearchPrefix Prefix, string Value)? Split(string text)
    {
        if (text.Length < 2 || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetter(text[1]))
            return (SearchPrefix.Eq, text);
        SearchPrefix? prefix = text[..2] switch
        {
            "eq" => SearchPrefix.Eq,
            "ne" => SearchPrefix.Ne,
            "gt" => SearchPrefix.Gt,
            "lt" => SearchPrefix.Lt,
            "ge" => SearchPrefix.Ge,
            "le" => SearchPrefix.Le,
            "sa" => SearchPrefix.Sa,
            "eb" => SearchPrefix.Eb,
            "ap" => SearchPrefix.Ap,
            _ => null,
        };
        return prefix is { } known ? (known, text[2..]) : null;
    }
}
