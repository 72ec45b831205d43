using Gateway.Simulators.People;

namespace Gateway.Simulators.Trust;

/// <summary>Codes as FHIR writes them, in STU3 and R4 alike.</summary>
internal static class Concepts
{
    public const string NhsNumber = "https://fhir.nhs.uk/Id/nhs-number";
    public const string Ods = "https://fhir.nhs.uk/Id/ods-organization-code";
    public const string Snomed = "http://snomed.info/sct";

    /// <summary>The trust's own numbers.</summary>
    public const string Own = "https://health-justice.example/id/trust-record";

    public static object Of(string system, string code, string display) => new { coding = new[] { new { system, code, display } } };

    public static object Snomedct(string code, string display) => Of(Snomed, code, display);

    /// <summary>A medicine without a code is what a move between systems left of one.</summary>
    public static object Medicine(Medicine medicine) => medicine.Code is { } code
        ? Snomedct(code, medicine.Name)
        : new { coding = new[] { new { system = Snomed, code = "196421000000109", display = "Transfer-degraded medication entry" } }, text = medicine.Name };

    public static object To(string reference) => new { reference };
}
