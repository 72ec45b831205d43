namespace Gateway.Access.Consents;

/// <summary>Data that a rule names (http://hl7.org/fhir/R4/valueset-consent-data-meaning.html).</summary>
/// <param name="Meaning">instance, related, dependents or authoredby.</param>
/// <param name="Data">The resource that is named.</param>
public sealed record ProvisionData(string Meaning, PartyReference Data);
