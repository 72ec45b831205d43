using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// <c>id</c>, <c>Type/id</c>, or an absolute or canonical URL (http://hl7.org/fhir/R4/search.html#reference). The first two find local references alone, the
/// last those with that very <see cref="ReferenceValue.Url"/>. What the term does not say (a null) is not compared.
/// </summary>
public sealed record ReferenceTerm(string? Type, string? Id, string? Url) : SearchTerm
{
    /// <summary>The version that was asked for (<c>Type/id/_history/1</c>, <c>url|1.0</c>).</summary>
    public string? Version { get; init; }

    /// <summary>True for <c>:below</c> on a canonical: version 1 finds 1.1 and 1.2 too.</summary>
    public bool IsBelow { get; init; }

    /// <summary>The URL that was asked for and means the local resource: a canonical may be that very URL. Null where none can be.</summary>
    public string? Canonical { get; init; }

    public override bool Matches(IndexValue value) => value is ReferenceValue reference && (IsMet(reference) || (Canonical is not null && reference.IsCanonical && reference.Url == Canonical));

    private bool IsMet(ReferenceValue reference) => reference.Url == Url
        && (Id is null || reference.Id == Id)
        && (Type is null || reference.Type == Type)
        && (Version is null || reference.Version == Version || (IsBelow && IsBelowVersion(reference.Version)));

    private bool IsBelowVersion(string? version) => version is not null && version.StartsWith($"{Version}.", StringComparison.Ordinal);
}
