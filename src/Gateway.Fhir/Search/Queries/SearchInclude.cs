namespace Gateway.Fhir.Search.Queries;

/// <summary><c>_include</c> or <c>_revinclude</c> (http://hl7.org/fhir/R4/search.html#include).</summary>
/// <param name="Source">The type of the resources that hold the reference.</param>
/// <param name="Code">The code of the reference parameter; null for <c>*</c>, which means all of them.</param>
public sealed record SearchInclude(string Source, string? Code)
{
    /// <summary>The only type of resource that the reference may lead to; null for any.</summary>
    public string? Target { get; init; }

    /// <summary>True for <c>_revinclude</c>: what refers to a match is added, not what a match refers to.</summary>
    public bool IsReverse { get; init; }

    /// <summary>True for <c>:iterate</c>: included resources count as matches do.</summary>
    public bool IsIterated { get; init; }
}
