namespace Gateway.Fhir.Search.Queries;

/// <summary>How a URI is compared (http://hl7.org/fhir/R4/search.html#uri).</summary>
public enum UriMatch : byte
{
    Exact,

    /// <summary><c>:below</c>: the stored URI starts with the searched one. URNs are not taken apart: for them as <see cref="Exact"/>.</summary>
    Below,

    /// <summary><c>:above</c>: the searched URI starts with the stored one.</summary>
    Above,
}
