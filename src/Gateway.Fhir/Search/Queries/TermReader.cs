using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads one value as its parameter's type and modifier have it.</summary>
internal sealed class TermReader(SearchContext context, SearchOptions options)
{
    public const string BrokenEscape = "a backslash stands only before , $ | and \\";
    public const string NothingToFind = "the value has neither letters nor digits to search for";

    /// <summary>The term, or what is wrong; null when the parameter's type does not have that modifier.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="modifier">The modifier; empty for none.</param>
    /// <param name="text">The value between two commas, with its escapes.</param>
    public TermReading? Read(SearchParameter parameter, string modifier, string text) => (parameter.Type, modifier) switch
    {
        (SearchParameterType.Token, "" or "not") => TokenTerms.Read(text, parameter.IsCaseSensitive),
        (SearchParameterType.Token, "text") => TokenTerms.ReadText(text),
        (SearchParameterType.Token, "of-type") => TokenTerms.ReadOfType(text),
        (SearchParameterType.Token, "in" or "not-in") => TerminologyTerms.ReadMembers(text, options.Terminology, options.Limits.Codes),
        (SearchParameterType.Token, "above" or "below") => TerminologyTerms.ReadHierarchy(text, modifier == "below", options.Terminology, options.Limits.Codes),
        (SearchParameterType.String, "" or "contains" or "exact") => String(modifier, text),
        (SearchParameterType.Date, "") => Plain(text, t => DateTerms.Read(t, context.Zone, options.Time)),
        (SearchParameterType.Number, "") => Plain(text, NumberTerms.Read),
        (SearchParameterType.Quantity, "") => QuantityTerms.Read(text),
        (SearchParameterType.Uri, "" or "above" or "below") => Uri(modifier, text),
        (SearchParameterType.Composite, "") => Composite(parameter, text),
        (SearchParameterType.Reference, "" or "below") => ReferenceTerms.Read(text, parameter.Targets is [var only] ? only : null, modifier == "below", context),
        (SearchParameterType.Reference, "identifier") => Identifier(text),
        (SearchParameterType.Reference, _) when context.Parameters.HasType(modifier) => ReferenceTerms.Read(text, modifier, false, context),
        _ => default(TermReading?),
    };

    private static TermReading Identifier(string text)
    {
        var reading = TokenTerms.Read(text, isCaseSensitive: false);
        return reading.Term is TokenTerm token ? new ReferenceIdentifierTerm(token) : reading;
    }

    private static TermReading Plain(string text, Func<string, TermReading> read) =>
        SearchEscapes.Unescape(text) is { } plain ? read(plain) : TermReading.Wrong(BrokenEscape);

    private static TermReading String(string modifier, string text)
    {
        if (SearchEscapes.Unescape(text) is not { } plain)
            return TermReading.Wrong(BrokenEscape);
        if (modifier == "exact")
            return new StringTerm(StringMatch.Exact, plain);
        return FoldedText.Of(plain) is { Length: > 0 } folded
            ? new StringTerm(modifier == "contains" ? StringMatch.Contains : StringMatch.Start, folded)
            : TermReading.Wrong(NothingToFind);
    }

    private static TermReading Uri(string modifier, string text)
    {
        var parts = SearchEscapes.Split(text, '|');
        if (parts.Count > 2 || parts is [_, ""] || parts[0].Length == 0)
            return TermReading.Wrong("a URI has one bar at most, before a version");
        if (SearchEscapes.Unescape(parts[0]) is not { } uri || SearchEscapes.Unescape(parts[^1]) is not { } last)
            return TermReading.Wrong(BrokenEscape);
        var match = uri.StartsWith("urn:", StringComparison.Ordinal) ? UriMatch.Exact
            : modifier switch { "above" => UriMatch.Above, "below" => UriMatch.Below, _ => UriMatch.Exact };
        return new UriTerm(match, uri, parts.Count == 2 ? last : null);
    }

    private TermReading Composite(SearchParameter parameter, string text)
    {
        var parts = SearchEscapes.Split(text, '$');
        if (parts.Count != parameter.Components.Count)
            return TermReading.Wrong($"takes {parameter.Components.Count} values joined by $");
        var terms = new List<SearchTerm>();
        for (var i = 0; i < parts.Count; i++)
        {
            var reading = parts[i].Length == 0 ? TermReading.Wrong("one of the values joined by $ is empty") : Read(parameter.Components[i].Parameter, "", parts[i])!.Value;
            if (reading.Term is null)
                return reading;
            terms.Add(reading.Term);
        }

        return new CompositeTerm(terms);
    }
}
