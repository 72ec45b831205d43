namespace Gateway.Mapping.Language;

/// <summary>http://hl7.org/fhir/R4/valueset-conceptmap-unmapped-mode.html</summary>
public enum MapUnmappedMode
{
    /// <summary>The code stays as it is.</summary>
    Provided,

    /// <summary>One fixed code takes its place.</summary>
    Fixed,

    /// <summary>Another ConceptMap is asked.</summary>
    OtherMap,
}
