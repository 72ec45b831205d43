namespace Gateway.Mapping.Language;

/// <summary>What a map does with a structure (http://hl7.org/fhir/R4/valueset-map-model-mode.html).</summary>
public enum MapStructureMode
{
    Source,
    Queried,
    Target,
    Produced,
}
