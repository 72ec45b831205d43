namespace Gateway.Fhir.Terminology.Systems;

/// <summary>How much of a code system its resource holds (http://hl7.org/fhir/R4/valueset-codesystem-content-mode.html).</summary>
public enum CodeSystemContent : byte
{
    Complete,
    Fragment,
    Example,
    NotPresent,
    Supplement,
}
