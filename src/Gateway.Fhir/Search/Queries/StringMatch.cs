namespace Gateway.Fhir.Search.Queries;

/// <summary>How a text is compared (http://hl7.org/fhir/R4/search.html#string).</summary>
public enum StringMatch : byte
{
    /// <summary>Without a modifier: the folded value starts with the folded text.</summary>
    Start,

    /// <summary><c>:contains</c>: the folded value holds the folded text.</summary>
    Contains,

    /// <summary><c>:exact</c>: the very same characters.</summary>
    Exact,
}
