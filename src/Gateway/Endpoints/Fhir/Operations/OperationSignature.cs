namespace Gateway.Endpoints.Fhir.Operations;

/// <summary>What an operation takes.</summary>
/// <param name="Parameters">Its parameters.</param>
internal sealed record OperationSignature(params IReadOnlyList<OperationParameter> Parameters)
{
    /// <summary>What operations on a person take: what searches do.</summary>
    public static OperationSignature OfSearch { get; } = new() { TakesOthers = true };

    /// <summary>The parameter that may be posted alone, without Parameters around it.</summary>
    public OperationParameter? Content { get; init; }

    /// <summary>True for an operation that takes what searches take too: what it does not name is handed on to be read as they read it.</summary>
    public bool TakesOthers { get; init; }

    public OperationParameter? Find(string name) => Parameters.FirstOrDefault(p => p.Name == name) ?? (Content?.Name == name ? Content : null);
}
