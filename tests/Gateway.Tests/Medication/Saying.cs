using System.Text;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Medication;

namespace Gateway.Tests.Medication;

/// <summary>Statements on medicines as the maps make them of each source.</summary>
internal static class Saying
{
    private static int s_ids;

    public static MedicationResource Declared(string medicine, string? dose = null, string status = "active", string at = "2026-11-22T08:00:00Z", string? code = null, string source = "custody") => Of(source, $$"""
        { "resourceType": "MedicationStatement", "id": "{{Id()}}", "status": "{{status}}",
          "category": { "coding": [ { "system": "http://terminology.hl7.org/CodeSystem/medication-statement-category", "code": "patientspecified" } ] },
          {{Medicine(medicine, code)}}, "subject": { "reference": "Patient/p" }, "dateAsserted": "{{at}}" {{Dosage("dosage", dose)}} }
        """);

    public static MedicationResource Prescribed(string medicine, string? dose = null, string status = "active", string at = "2026-03-01", string? end = null, string? code = null, string source = "trust") => Of(source, $$"""
        { "resourceType": "MedicationStatement", "id": "{{Id()}}", "status": "{{status}}", {{Medicine(medicine, code)}}, "subject": { "reference": "Patient/p" },
          "effectivePeriod": { "start": "{{at}}" {{(end is null ? "" : $", \"end\": \"{end}\"")}} } {{Dosage("dosage", dose)}} }
        """);

    public static MedicationResource Ordered(string medicine, string? dose = null, string status = "active", string at = "2026-11-20", string? id = null, string? basedOn = null, string intent = "order", string? code = null, string source = "trust") => Of(source, $$"""
        { "resourceType": "MedicationRequest", "id": "{{id ?? Id()}}", "status": "{{status}}", "intent": "{{intent}}", {{Medicine(medicine, code)}}, "subject": { "reference": "Patient/p" },
          "authoredOn": "{{at}}" {{(basedOn is null ? "" : $", \"basedOn\": [ {{ \"reference\": \"{basedOn}\" }} ]")}} {{Dosage("dosageInstruction", dose)}} }
        """);

    public static MedicationResource Given(string medicine, decimal? amount = null, string unit = "tablet", string status = "completed", string at = "2026-11-22T09:00:00Z", string? reason = null, string? code = null, string source = "case-system") => Of(source, $$"""
        { "resourceType": "MedicationAdministration", "id": "{{Id()}}", "status": "{{status}}", {{(reason is null ? "" : $"\"statusReason\": [ {{ \"text\": \"{reason}\" }} ],")}}
          {{Medicine(medicine, code)}}, "subject": { "reference": "Patient/p" }, "effectiveDateTime": "{{at}}" {{(amount is null ? "" : $", \"dosage\": {{ \"dose\": {{ \"value\": {amount}, \"unit\": \"{unit}\" }} }}")}} }
        """);

    public static MedicationResource Of(string source, string json)
    {
        var read = FhirContent.Read(Encoding.UTF8.GetBytes(json));
        read.Faults.Should().BeEmpty();
        return new MedicationResource(source, null, read.Root);
    }

    private static string Medicine(string text, string? code) => code is null
        ? $$""" "medicationCodeableConcept": { "text": "{{text}}" } """
        : $$""" "medicationCodeableConcept": { "coding": [ { "system": "http://snomed.info/sct", "code": "{{code}}", "display": "{{text}}" } ] } """;

    private static string Dosage(string name, string? text) => text is null ? "" : $$""", "{{name}}": [ { "text": "{{text}}" } ] """;

    private static string Id() => $"r{Interlocked.Increment(ref s_ids)}";
}
