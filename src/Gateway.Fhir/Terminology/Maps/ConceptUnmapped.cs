namespace Gateway.Fhir.Terminology.Maps;

/// <summary>What becomes of a code that no row names (http://hl7.org/fhir/R4/valueset-conceptmap-unmapped-mode.html).</summary>
public enum ConceptUnmapped
{
    /// <summary>Nothing; it is reported.</summary>
    Reported,

    /// <summary>It stays the code that it is.</summary>
    Provided,
    Fixed,

    /// <summary>Another ConceptMap is asked.</summary>
    Other,
}
