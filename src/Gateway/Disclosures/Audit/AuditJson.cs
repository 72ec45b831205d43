using System.Net;
using System.Text.Json;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Disclosures.Audit;

/// <summary>The parts that AuditEvents are written of.</summary>
internal static class AuditJson
{
    public const string Dicom = "http://dicom.nema.org/resources/ontology/DCM";
    public const string EntityType = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    public const string ObjectRole = "http://terminology.hl7.org/CodeSystem/object-role";

    public static string Moment(DateTimeOffset time) => FhirInstant.Of(time);

    public static void Profiles(Utf8JsonWriter json, IEnumerable<string> profiles)
    {
        json.WriteStartObject("meta");
        json.WriteStartArray("profile");
        foreach (var profile in profiles.Append("https://fhir.hl7.org.uk/StructureDefinition/UKCore-AuditEvent"))
            json.WriteStringValue(profile);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static Action<Utf8JsonWriter> Identifier(string? system, string value) => json =>
    {
        json.WriteStartObject("identifier");
        if (system is not null)
            json.WriteString("system", system);
        json.WriteString("value", value);
        json.WriteEndObject();
    };

    public static Action<Utf8JsonWriter> Reference(string address) => json => json.WriteString("reference", address);

    public static Action<Utf8JsonWriter> Display(string text) => json => json.WriteString("display", text);

    public static void Agent(Utf8JsonWriter json, string system, string code, Action<Utf8JsonWriter> who, string? network = null, bool isRequestor = false, string? policy = null, string? purpose = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("type");
        json.WriteStartArray("coding");
        Coding(json, null, system, code);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("who");
        who(json);
        json.WriteEndObject();
        json.WriteBoolean("requestor", isRequestor);
        if (policy is not null)
        {
            json.WriteStartArray("policy");
            json.WriteStringValue($"urn:jti:{Uri.EscapeDataString(policy)}");
            json.WriteEndArray();
        }

        if (network is not null)
        {
            json.WriteStartObject("network");
            json.WriteString("address", network);
            json.WriteString("type", IPAddress.TryParse(network, out _) ? "2" : "1");
            json.WriteEndObject();
        }

        if (purpose?.Split('|') is [var purposeSystem, var purposeCode])
        {
            json.WriteStartArray("purposeOfUse");
            json.WriteStartObject();
            json.WriteStartArray("coding");
            Coding(json, null, purposeSystem, purposeCode);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void Source(Utf8JsonWriter json)
    {
        json.WriteStartObject("source");
        json.WriteStartObject("observer");
        json.WriteString("display", "Health and Justice Gateway");
        json.WriteEndObject();
        json.WriteStartArray("type");
        Coding(json, null, "http://terminology.hl7.org/CodeSystem/security-source-type", "4");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Patient(Utf8JsonWriter json, string patient) => Entity(json, EntityType, "1", ObjectRole, "1", what =>
    {
        if (patient.Split('|') is [var system, var value])
        {
            what.WriteString("type", "Patient");
            Identifier(system, value)(what);
        }
        else
            Reference(patient)(what);
    });

    public static void Detail(Utf8JsonWriter json, string type, string value)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("valueString", value);
        json.WriteEndObject();
    }

    public static void Entity(Utf8JsonWriter json, string system, string code, string? roleSystem, string? role, Action<Utf8JsonWriter> what)
    {
        json.WriteStartObject();
        json.WriteStartObject("what");
        what(json);
        json.WriteEndObject();
        Coding(json, "type", system, code);
        if (role is not null)
            Coding(json, "role", roleSystem!, role);
        json.WriteEndObject();
    }

    public static void Coding(Utf8JsonWriter json, string? name, string system, string code)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteString("system", system);
        json.WriteString("code", code);
        json.WriteEndObject();
    }
}
