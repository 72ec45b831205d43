namespace Gateway.Fhir.Definitions.Facts;

/// <summary>What one SearchParameter says, without its prose (http://hl7.org/fhir/R4/searchparameter.html).</summary>
public sealed record SearchParameterFacts
{
    public required string Url { get; init; }

    /// <summary>The name in a query: <c>birthdate</c>.</summary>
    public required string Code { get; init; }

    /// <summary>number, date, string, token, reference, composite, quantity, uri or special.</summary>
    public required string Type { get; init; }

    /// <summary>The resource types that it searches.</summary>
    public required IReadOnlyList<string> Bases { get; init; }

    /// <summary>The FHIRPath expression that yields the indexed values; empty for special parameters.</summary>
    public string Expression { get; init; } = "";

    public IReadOnlyList<string> Targets { get; init; } = [];

    public IReadOnlyList<SearchComponentFacts> Components { get; init; } = [];
}
