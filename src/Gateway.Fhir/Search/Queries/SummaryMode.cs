namespace Gateway.Fhir.Search.Queries;

/// <summary><c>_summary</c> (http://hl7.org/fhir/R4/search.html#summary): how much of each resource the caller wants.</summary>
public enum SummaryMode : byte
{
    False,
    True,
    Text,
    Data,

    /// <summary>Only the number of matches; <c>_count=0</c> means the same.</summary>
    Count,
}
