using System.Text.RegularExpressions;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads what a terminology must answer: <c>:in</c>, <c>:not-in</c>, <c>:above</c>, <c>:below</c> on tokens.</summary>
internal static partial class TerminologyTerms
{
    private const string NoTerminology = "needs a terminology that is not loaded";

    /// <summary><c>:in</c> and <c>:not-in</c>: the URL of a value set.</summary>
    public static TermReading ReadMembers(string text, SearchTerminology terminology, int limit)
    {
        if (SearchEscapes.Unescape(text) is not { } url)
            return TermReading.Wrong(TermReader.BrokenEscape);
        return terminology.Members?.Invoke(url) is { } members
            ? Set(members, limit) : TermReading.Unsupported(NoTerminology);
    }

    /// <summary><c>:above</c> and <c>:below</c>: system and code; for <c>:below</c> also a media type, which needs no terminology.</summary>
    public static TermReading ReadHierarchy(string text, bool isBelow, SearchTerminology terminology, int limit)
    {
        var reading = TokenTerms.Read(text, isCaseSensitive: true);
        if (reading.Term is not TokenTerm { Key: { } code } term)
            return reading.Fault is null ? TermReading.Wrong("a code must be given") : reading;
        if (isBelow && term.Rule == SystemRule.Any && MediaType().IsMatch(code))
            return new MediaTypeTerm(TokenKey.Of(code));
        if (term.System is not { } system || (isBelow ? terminology.Below : terminology.Above)?.Invoke(system, code) is not { } codes)
            return TermReading.Unsupported(NoTerminology);
        return Set([.. codes.Select(c => ((string?)system, c))], limit);
    }

    private static TermReading Set(IReadOnlyCollection<(string? System, string Code)> members, int limit) => members.Count > limit
        ? TermReading.Unsupported($"brings more than {limit} codes into the query")
        : new TokenSetTerm(members.Select(m => (m.System, TokenKey.Of(m.Code))).ToHashSet());

    [GeneratedRegex(@"^[a-z]+/[a-z0-9.+*-]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MediaType();
}
