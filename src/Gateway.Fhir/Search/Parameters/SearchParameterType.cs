namespace Gateway.Fhir.Search.Parameters;

/// <summary>How a parameter's values are compared (http://hl7.org/fhir/R4/search.html#ptypes).</summary>
public enum SearchParameterType : byte
{
    Number,
    Date,
    String,
    Token,
    Reference,
    Composite,
    Quantity,
    Uri,

    /// <summary>Works as its own description says (<c>_filter</c>, <c>near</c>); none of them is supported.</summary>
    Special,
}
