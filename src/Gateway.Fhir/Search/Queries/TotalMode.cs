namespace Gateway.Fhir.Search.Queries;

/// <summary><c>_total</c>: what the caller wants to know of the number of matches.</summary>
public enum TotalMode : byte
{
    Unsaid,
    None,
    Estimate,
    Accurate,
}
