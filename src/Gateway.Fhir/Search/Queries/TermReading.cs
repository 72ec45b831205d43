namespace Gateway.Fhir.Search.Queries;

/// <summary>A term, or what keeps a text from being one: the end of a sentence that starts with the parameter's name.</summary>
/// <param name="IsUnsupported">True when nothing is wrong with the value, but what it asks for is not to be had.</param>
internal readonly record struct TermReading(SearchTerm? Term, string? Fault, bool IsUnsupported = false)
{
    public static TermReading Wrong(string fault) => new(null, fault);

    public static TermReading Unsupported(string fault) => new(null, fault, true);

    public static implicit operator TermReading(SearchTerm term) => new(term, null);
}
