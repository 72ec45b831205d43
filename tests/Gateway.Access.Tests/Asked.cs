using System.Text;
using System.Text.Json.Nodes;
using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Access.Tests;

/// <summary>Decisions about Patient 1's records, asked for by a practitioner of a trust for treatment.</summary>
internal static class Asked
{
    public const string Treatment = """{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}""";

    private static readonly PartyDirectory s_directory = new(new[]
    {
        """{"resourceType":"Practitioner","id":"nurse"}""",
        """{"resourceType":"Practitioner","id":"other"}""",
        """{"resourceType":"Organization","id":"team","partOf":{"reference":"Organization/trust"}}""",
        """{"resourceType":"Organization","id":"trust","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"R1L"}]}""",
        """{"resourceType":"Organization","id":"elsewhere"}""",
        """{"resourceType":"PractitionerRole","id":"role","practitioner":{"reference":"Practitioner/nurse"},"organization":{"reference":"Organization/team"}}""",
        """{"resourceType":"CareTeam","id":"care","participant":[{"member":{"reference":"Practitioner/nurse"}}]}""",
        """{"resourceType":"Group","id":"strangers","type":"practitioner","actual":true,"member":[{"entity":{"reference":"Practitioner/other"}}]}""",
    }.Select(Resource));

    public static Element Resource(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json)) is { IsRead: true } read ? read.Root : throw new FormatException(string.Join(' ', FhirJson.Read(Encoding.UTF8.GetBytes(json)).Faults));

    /// <summary>A consent of Patient 1 with this provision, and these fields besides or in place of the usual ones.</summary>
    public static string Consent(string? provision, string more = "")
    {
        var consent = JsonNode.Parse("""
            {"resourceType":"Consent","id":"c1","status":"active","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
             "category":[{"text":"privacy"}],"patient":{"reference":"Patient/1"} }
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse($"{{{more}}}")!.AsObject())
            consent[name] = value?.DeepClone();
        if (provision is not null)
            consent["provision"] = JsonNode.Parse(provision);
        return consent.ToJsonString();
    }

    public static string Observation(string labels = "", string more = "") => $$"""
        {"resourceType":"Observation","id":"o1","meta":{"security":[{{labels}}]},"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"1-8"}]},"subject":{"reference":"https://trust.example/fhir/Patient/1"},
         "effectiveDateTime":"2026-05-10"{{(more.Length > 0 ? $",{more}" : "")}} }
        """.Replace("\"meta\":{\"security\":[]},", "", StringComparison.Ordinal);

    public static string Label(string code) => $$"""{"system":"http://terminology.hl7.org/CodeSystem/{{(code.Length == 1 ? "v3-Confidentiality" : "v3-ActCode")}}","code":"{{code}}"}""";

    public static Decision Decide(string consent, string? resource = null, bool isPcf = false, PolicyRow? policy = null, string actor = "PractitionerRole/role", string purpose = "TREAT", string action = "read", string time = "2026-06-01T12:00:00Z") =>
        Decide([consent], resource, isPcf, policy, actor, purpose, action, time);

    public static Decision Decide(string[] consents, string? resource = null, bool isPcf = false, PolicyRow? policy = null, string actor = "PractitionerRole/role", string purpose = "TREAT", string action = "read", string time = "2026-06-01T12:00:00Z")
    {
        var rules = consents.Select(c => ConsentReader.Read(Resource(c), TimeZoneInfo.Utc, isPcf)).ToList();
        var request = new AccessRequest
        {
            Actors = [new PartyReference(actor, null)],
            Purpose = Coded.Of(CodeSystems.ActReason, purpose),
            Action = action,
            Time = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture),
        };
        return new ConsentDecision(rules, s_directory, TimeZoneInfo.Utc, policy).Decide(request, Resource(resource ?? Observation()));
    }
}
