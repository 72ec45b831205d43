using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Security;
using static Gateway.Disclosures.Audit.AuditJson;

namespace Gateway.Disclosures.Audit;

/// <summary>Writes AuditEvents of one request: of the interaction (our profiles <c>audit-read</c>, <c>audit-query</c>…, which keep IHE's Basic Audit) and of the decision (IHE's <c>AuthZconsent</c>).</summary>
internal sealed class AuditEventWriter(Caller caller, AuditedRequest request, string policyVersion, DateTimeOffset now)
{
    /// <summary>The interaction of what leaves without being asked for.</summary>
    public const string Disclosure = "disclose";
    private const string Ours = "https://health-justice.example/fhir/StructureDefinition/";
    private const string Participation = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private const string Restful = "http://hl7.org/fhir/restful-interaction";
    private const int MostNamed = 100;

    /// <summary>That the caller did something with a person's data, or, where no person is named, that it asked and found nobody.</summary>
    /// <param name="patient">The Patient whose data it was, where there is one.</param>
    /// <param name="others">The other Patients that are known to be the same person, by any of whom the event is found.</param>
    public byte[] Interaction(string? patient, IReadOnlyList<string> others)
    {
        var isDisclosure = request.Interaction == Disclosure;
        return (isDisclosure ? Disclosed(patient) : Asked(patient)).Write(isDisclosure ? DisclosedAgents : AskedAgents, json =>
        {
            RequestId(json);
            if (patient is not null)
                Patient(json, patient);
            Others(json, others);
            if (request.Address is { } address)
                Entity(json, EntityType, "2", ObjectRole, "4", Reference(address));
            else
                Query(json);
        });
    }

    private AuditFrame Asked(string? patient) => new()
    {
        Profiles = InteractionProfile(patient),
        Type = ("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest"),
        Subtypes = request.Interaction == "operation" ? [(Restful, "search-type"), (Restful, "operation")] : [(Restful, request.Interaction)],
        Action = request.Interaction switch { "read" or "vread" or "history" => "R", "create" => "C", "update" or "patch" => "U", "delete" => "D", _ => "E" },
        Recorded = now,
        Outcome = request.IsRefused ? "8" : "0",
        Said = request.IsRefused ? request.Why is { } why ? $"Refused: {why}." : "Nothing was given." : null,
    };

    private void AskedAgents(Utf8JsonWriter json)
    {
        // Who reads is where the data goes; who asks or changes is where the request comes from (BALP).
        var isRead = request.Interaction is "read" or "vread" or "history";
        Agent(json, Dicom, isRead ? "110152" : "110153", Identifier(null, caller.ClientId), network: request.Network);
        Agent(json, Dicom, isRead ? "110153" : "110152", Display("Health and Justice Gateway"), network: "gateway");
        User(json, request.Interaction is "create" or "update" or "delete" or "patch" ? "AUT" : "IRCP");
        if (caller.Organization is not null)
            Agent(json, "http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV", Identifier(null, caller.Organization));
    }

    // What the gateway sends by itself, or was to send and does not (BALP's PrivacyDisclosure.Source).
    private AuditFrame Disclosed(string? patient) => new()
    {
        Profiles = patient is null ? [] : ["https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.PrivacyDisclosure.Source"],
        Type = (Dicom, "110106"),
        Subtypes = [("http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", Disclosure)],
        Action = "R",
        Recorded = now,
        Outcome = request.IsRefused ? "8" : "0",
        Said = request.IsRefused ? "Nothing was sent." : null,
    };

    private void DisclosedAgents(Utf8JsonWriter json)
    {
        Agent(json, Dicom, "110152", Identifier(null, caller.ClientId), network: request.Network, purpose: request.Purpose);
        Agent(json, Dicom, "110153", Display("Health and Justice Gateway"), network: "gateway");
        Agent(json, "http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV", Identifier(null, caller.Organization!));
    }

    /// <summary>What was decided about a person's data: rows, consents with their versions, labels, what was taken out, how much was withheld.</summary>
    /// <param name="patient">The Patient whose data it was.</param>
    /// <param name="others">The other Patients that are known to be the same person, by any of whom the event is found.</param>
    /// <param name="shown">What leaves.</param>
    /// <param name="withheld">What was found and does not.</param>
    public byte[] Decision(string patient, IReadOnlyList<string> others, IReadOnlyList<Viewed> shown, IReadOnlyList<Viewed> withheld) => new AuditFrame
    {
        Profiles = ["https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.AuthZconsent"],
        Type = (Dicom, "110113"),
        Subtypes = [("https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType", "AuthZ-Consent")],
        Action = "E",
        Recorded = now,
        Outcome = shown.Count > 0 ? "0" : "8",
        Said = string.Create(CultureInfo.InvariantCulture, $"{shown.Count} shown, {withheld.Count} withheld"),
    }.Write(DecisionAgents, json =>
    {
        Patient(json, patient);
        Others(json, others);
        var all = shown.Concat(withheld).ToList();
        foreach (var row in all.Select(v => v.Decided.Row ?? "none").Distinct(StringComparer.Ordinal))
            Row(json, row, [.. all.Where(v => (v.Decided.Row ?? "none") == row)]);
        foreach (var consent in all.SelectMany(v => v.Decided.Consents).Distinct(StringComparer.Ordinal).Take(MostNamed))
            Entity(json, "http://hl7.org/fhir/resource-types", "Consent", null, null, Reference(consent));
        if (caller.TokenId is { } token)
            Entity(json, "https://profiles.ihe.net/ITI/BALP/CodeSystem/UserAgentTypes", "UserOauthAgent", null, null, Identifier(null, token));
    });

    private void DecisionAgents(Utf8JsonWriter json)
    {
        Agent(json, Dicom, "110150", Identifier(null, caller.ClientId), network: request.Network);
        User(json, "IRCP", isAlways: true);
        Agent(json, "http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV", caller.Organization is { } organization ? Identifier(null, organization) : Display("none"));
        Agent(json, "http://terminology.hl7.org/CodeSystem/extra-security-role-type", "authserver", Display("Health and Justice Gateway"));
    }

    private IEnumerable<string> InteractionProfile(string? patient)
    {
        if (patient is null || request.IsRefused)
            return [$"{Ours}audit-event"];
        return request.Interaction switch
        {
            "read" or "vread" => [$"{Ours}audit-read"],
            "create" => [$"{Ours}audit-create"],
            "update" or "patch" => [$"{Ours}audit-update"],
            "search-type" or "operation" => [$"{Ours}audit-query"],
            _ => [$"{Ours}audit-event"],
        };
    }

    private void User(Utf8JsonWriter json, string role, bool isAlways = false)
    {
        if (caller.User is { } user)
            Agent(json, Participation, role, UserIdentifier(user), isRequestor: true, policy: caller.TokenId, purpose: request.Purpose);
        else if (isAlways)
            Agent(json, Participation, role, Identifier(null, caller.ClientId), isRequestor: true, policy: caller.TokenId, purpose: request.Purpose);
    }

    private static Action<Utf8JsonWriter> UserIdentifier(string user) => user.Split('|') is [var system, var value] ? Identifier(system, value) : Identifier(null, user);

    private void RequestId(Utf8JsonWriter json) =>
        Entity(json, "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", null, null, Identifier(null, request.Id));

    private static void Others(Utf8JsonWriter json, IReadOnlyList<string> others)
    {
        foreach (var other in others.Where(o => o.StartsWith("Patient/", StringComparison.Ordinal)).Take(MostNamed))
            Entity(json, "http://hl7.org/fhir/resource-types", "Patient", null, null, Reference(other));
    }

    private void Query(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Coding(json, "type", EntityType, "2");
        Coding(json, "role", ObjectRole, "24");
        json.WriteString("query", Convert.ToBase64String(Encoding.UTF8.GetBytes(request.Query)));
        json.WriteEndObject();
    }

    private void Row(Utf8JsonWriter json, string row, IReadOnlyList<Viewed> viewed)
    {
        json.WriteStartObject();
        json.WriteStartObject("what");
        json.WriteString("type", "Consent");
        Identifier($"{Ours}access-policy", row)(json);
        json.WriteEndObject();
        Coding(json, "type", "http://hl7.org/fhir/resource-types", "Consent");
        json.WriteStartArray("detail");
        Detail(json, "policy-version", policyVersion);
        if (request.Basis is { } basis)
            Detail(json, "basis", basis);
        foreach (var lifted in viewed.Select(v => v.Decided.Lifted).OfType<string>().Distinct(StringComparer.Ordinal))
            Detail(json, "lifted", lifted);
        foreach (var label in viewed.SelectMany(v => v.Decided.Labels.Sensitivities.Select(s => s.Code).Append(v.Decided.Labels.Rank.ToString())).Distinct(StringComparer.Ordinal))
            Detail(json, "label", label);
        foreach (var removed in viewed.SelectMany(v => v.Decided.Removed).Distinct(StringComparer.Ordinal).Take(MostNamed))
            Detail(json, "removed", removed);
        foreach (var one in viewed.Take(MostNamed))
            Detail(json, one.Decided.Shown is null ? "withheld" : "shown", one.Address);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
