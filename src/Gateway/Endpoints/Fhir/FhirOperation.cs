namespace Gateway.Endpoints.Fhir;

/// <summary>An operation as the CapabilityStatement names it.</summary>
/// <param name="Name">Its name without the dollar sign.</param>
/// <param name="Type">The type that it belongs to; null for one of the whole interface.</param>
/// <param name="Definition">The canonical address of its OperationDefinition.</param>
internal sealed record FhirOperation(string Name, string? Type, string Definition)
{
    /// <summary>All operations of <see cref="FhirRoutes"/>.</summary>
    public static IReadOnlyList<FhirOperation> All { get; } =
    [
        new("everything", "Patient", "http://hl7.org/fhir/OperationDefinition/Patient-everything"),
        new("match", "Patient", "http://hl7.org/fhir/OperationDefinition/Patient-match"),
        new("summary", "Patient", "http://hl7.org/fhir/uv/ips/OperationDefinition/summary"),
        Own("medication-history", "Patient"),
        Own("access-report", "Patient"),
        Own("explain-access", null),
        Own("emergency-access", null),
        Own("change-status", null),
        Standard("process-message", null, "MessageHeader-process-message"),
        Standard("translate", "ConceptMap", "ConceptMap-translate"),
        Standard("expand", "ValueSet", "ValueSet-expand"),
        Standard("validate-code", "ValueSet", "ValueSet-validate-code"),
        Standard("validate-code", "CodeSystem", "CodeSystem-validate-code"),
        Standard("lookup", "CodeSystem", "CodeSystem-lookup"),
        Standard("subsumes", "CodeSystem", "CodeSystem-subsumes"),
        Standard("transform", "StructureMap", "StructureMap-transform"),
        Standard("validate", "Resource", "Resource-validate"),
    ];

    // One of R4, by the name of its OperationDefinition.
    private static FhirOperation Standard(string name, string? type, string definition) => new(name, type, $"http://hl7.org/fhir/OperationDefinition/{definition}");

    // One that the gateway defines itself.
    private static FhirOperation Own(string name, string? type) => new(name, type, $"https://health-justice.example/fhir/OperationDefinition/{name}");
}
