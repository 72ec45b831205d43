namespace Gateway.Endpoints.Fhir.Operations;

/// <summary>A parameter that an operation takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: a datatype, a resource type, or <see cref="Resource"/> for any of these.</param>
internal sealed record OperationParameter(string Name, string Type)
{
    public const string Resource = "Resource";

    public bool IsRepeated { get; init; }

    /// <summary>True for a parameter that the standard has and that is not honoured here: ignoring it would answer another question.</summary>
    public bool IsRefused { get; init; }

    public bool IsResource => Type == Resource || Type is "ValueSet" or "CodeSystem" or "ConceptMap" or "Patient";

    /// <summary>True for what can stand in an address (http://hl7.org/fhir/R4/operations.html#request).</summary>
    public bool IsPlain => !IsResource && char.IsLower(Type[0]);
}
