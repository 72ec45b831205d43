namespace Gateway.Endpoints.Fhir.Operations;

/// <summary>What an operation takes.</summary>
/// <param name="Parameters">Its parameters.</param>
internal sealed record OperationSignature(params IReadOnlyList<OperationParameter> Parameters)
{
    /// <summary>The parameter that may be posted alone, without Parameters around it.</summary>
    public OperationParameter? Content { get; init; }

    public OperationParameter? Find(string name) => Parameters.FirstOrDefault(p => p.Name == name) ?? (Content?.Name == name ? Content : null);
}
