using System.Net.Http.Headers;
using System.Text;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>What persons consent to, as a practitioner writes it down.</summary>
internal static class Recorded
{
    public const string FullCircle = "ZZ950";
    public const string Trust = "R1L";

    /// <summary>What a provision says that is about medicines alone.</summary>
    public const string Medicines = """
        ,"class":[{"system":"http://hl7.org/fhir/resource-types","code":"MedicationStatement"},{"system":"http://hl7.org/fhir/resource-types","code":"MedicationRequest"},{"system":"http://hl7.org/fhir/resource-types","code":"MedicationAdministration"}]
        """;

    /// <summary>What a provision says that is about one type alone.</summary>
    public static string Of(string type) => $$""","class":[{"system":"http://hl7.org/fhir/resource-types","code":"{{type}}"}]""";

    /// <summary>A Consent about one organisation.</summary>
    /// <param name="nhsNumber">Whose.</param>
    /// <param name="effect">permit or deny.</param>
    /// <param name="recipient">The organisation's code.</param>
    /// <param name="more">More of the provision, with a comma before it.</param>
    /// <param name="id">The id of a Consent that is there.</param>
    /// <param name="status">Its status.</param>
    public static string Consent(string nhsNumber, string effect, string recipient, string more = "", string? id = null, string status = "active") => """
        {"resourceType":"Consent",@id"extension":[{"url":"https://health-justice.example/fhir/StructureDefinition/mental-capacity","valueCodeableConcept":{"coding":[{"system":"https://health-justice.example/fhir/CodeSystem/mental-capacity","code":"has-capacity"}]}}],
        "status":"@status","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
        "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"INFA"}]}],
        "patient":{"type":"Patient","identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"@number"}},"dateTime":"2026-01-10T09:00:00Z",
        "performer":[{"type":"Patient","identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"@number"}}],
        "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"@rule"}]},"provision":{"type":"@effect","actor":[{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},"reference":{"type":"Organization","identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"@recipient"}}}]@more}}
        """.Replace("@id", id is null ? "" : $"\"id\":\"{id}\",", StringComparison.Ordinal).Replace("@status", status, StringComparison.Ordinal).Replace("@number", nhsNumber, StringComparison.Ordinal)
        .Replace("@rule", effect == "permit" ? "OPTIN" : "OPTOUT", StringComparison.Ordinal).Replace("@effect", effect, StringComparison.Ordinal).Replace("@recipient", recipient, StringComparison.Ordinal).Replace("@more", more, StringComparison.Ordinal);

    public static Task<Answer> PostAsync(RunningDemo demo, string content, string client = DemoClients.Practitioner, string type = "application/fhir+json") =>
        demo.AskAsync(client, "fhir/Consent", HttpMethod.Post, r => Put(r, content, type));

    public static Task<Answer> PutAsync(RunningDemo demo, string id, string content, string client = DemoClients.Practitioner, string? ifMatch = null) => demo.AskAsync(client, $"fhir/Consent/{id}", HttpMethod.Put, r =>
    {
        Put(r, content);
        if (ifMatch is not null)
            r.Headers.TryAddWithoutValidation("If-Match", ifMatch);
    });

    /// <summary>Puts content into a request.</summary>
    public static void Put(HttpRequestMessage request, string content, string type = "application/fhir+json")
    {
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
    }
}
