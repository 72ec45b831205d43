using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>
/// One of the values that a criterion asks for, typed and with its modifier worked in: all that a store needs to compare it with its index values.
/// </summary>
public abstract record SearchTerm
{
    /// <summary>True when the stored value is one that is asked for. This is the rule that every store follows.</summary>
    public abstract bool Matches(IndexValue value);
}
