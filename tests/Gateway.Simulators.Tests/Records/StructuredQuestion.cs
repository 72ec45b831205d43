namespace Gateway.Simulators.Tests.Records;

/// <summary>What a client of GP Connect sends to be given a structured record.</summary>
internal static class StructuredQuestion
{
    public static string For(string nhsNumber) => $$"""
        {"resourceType":"Parameters","parameter":[
        {"name":"patientNHSNumber","valueIdentifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{nhsNumber}}"} },
        {"name":"includeMedication","part":[{"name":"includePrescriptionIssues","valueBoolean":true}]},
        {"name":"includeAllergies","part":[{"name":"includeResolvedAllergies","valueBoolean":true}]},
        {"name":"includeProblems"}]}
        """;
}
