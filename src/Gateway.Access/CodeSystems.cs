namespace Gateway.Access;

/// <summary>
/// The code systems that consents and labels are written in. Real content names them in several ways; a literal comparison would let a refusal pass unseen.
/// </summary>
public static class CodeSystems
{
    public const string Confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    public const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    public const string ActReason = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    public const string ParticipationType = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    public const string ConsentAction = "http://terminology.hl7.org/CodeSystem/consentaction";
    public const string ConsentScope = "http://terminology.hl7.org/CodeSystem/consentscope";
    public const string ResourceTypes = "http://hl7.org/fhir/resource-types";
    public const string Uri = "urn:ietf:rfc:3986";
    public const string Snomed = "http://snomed.info/sct";

    /// <summary>Purposes that v3-ActReason has no code for.</summary>
    public const string PurposeOfUse = "https://health-justice.example/fhir/CodeSystem/purpose-of-use";

    /// <summary>Sensitivities that v3-ActCode has no code for.</summary>
    public const string Sensitivity = "https://health-justice.example/fhir/CodeSystem/sensitivity";

    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["http://hl7.org/fhir/v3/Confidentiality"] = Confidentiality,
        ["http://terminology.hl7.org/ValueSet/v3-Confidentiality"] = Confidentiality,
        ["http://terminology.hl7.org/ValueSet/v3-ConfidentialityClassification"] = Confidentiality,
        ["urn:oid:2.16.840.1.113883.5.25"] = Confidentiality,
        ["http://hl7.org/fhir/v3/ActCode"] = ActCode,
        ["http://terminology.hl7.org/ValueSet/v3-ActCode"] = ActCode,
        ["http://terminology.hl7.org/ValueSet/v3-InformationSensitivityPolicy"] = ActCode,
        ["http://terminology.hl7.org/ValueSet/v3-ActConsentDirective"] = ActCode,
        ["urn:oid:2.16.840.1.113883.5.4"] = ActCode,
        ["http://hl7.org/fhir/v3/ActReason"] = ActReason,
        ["http://terminology.hl7.org/ValueSet/v3-ActReason"] = ActReason,
        ["http://terminology.hl7.org/ValueSet/v3-PurposeOfUse"] = ActReason,
        ["http://hl7.org/fhir/ValueSet/v3-PurposeOfUse"] = ActReason,
        ["urn:oid:2.16.840.1.113883.5.8"] = ActReason,
        ["http://hl7.org/fhir/v3/ParticipationType"] = ParticipationType,
        ["http://terminology.hl7.org/ValueSet/v3-ParticipationType"] = ParticipationType,
        ["urn:oid:2.16.840.1.113883.5.90"] = ParticipationType,
        ["http://hl7.org/fhir/consentaction"] = ConsentAction,
        ["http://hl7.org/fhir/consentscope"] = ConsentScope,
        // Every code of dm+d is one of SNOMED CT.
        ["https://dmd.nhs.uk"] = Snomed,
        ["urn:oid:2.16.840.1.113883.6.96"] = Snomed,
        ["urn:oid:2.16.840.1.113883.2.1.3.2.4.15"] = Snomed,
    };

    // Sensitivities that v3-Confidentiality once held too, retired there.
    private static readonly HashSet<string> s_moved = new(StringComparer.Ordinal) { "ETH", "HIV", "PSY", "SDV" };

    /// <summary>The one name of a system; of a sensitivity that stands in its retired place, that of its right one.</summary>
    public static string Canonical(string system, string code)
    {
        var name = s_aliases.GetValueOrDefault(system, system).TrimEnd('/');
        return name == Confidentiality && s_moved.Contains(code) ? ActCode : name;
    }

    /// <summary>All names of a system.</summary>
    internal static IEnumerable<string> Names(string system) => s_aliases.Where(a => a.Value == system).Select(a => a.Key).Prepend(system);

    /// <summary>True for the systems whose codes are understood here.</summary>
    public static bool IsKnown(string system) => system is Confidentiality or ActCode or ActReason or ParticipationType or ConsentAction or ResourceTypes or PurposeOfUse or Sensitivity;
}
