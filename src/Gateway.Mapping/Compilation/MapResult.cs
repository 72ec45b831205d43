using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Compilation;

/// <summary>What a map made of one record.</summary>
/// <param name="Targets">One for each target of the map; none when the record was refused.</param>
/// <param name="Faults">What was refused, or as a warning what was left out, each with the rule and the place in the record.</param>
/// <param name="UnmappedCodes">The codes that no ConceptMap knew.</param>
public sealed record MapResult(IReadOnlyList<Element> Targets, IReadOnlyList<Fault> Faults, IReadOnlyList<UnmappedCode> UnmappedCodes)
{
    /// <summary>The first target, <c>default</c> when the record was refused.</summary>
    public Element Root => Targets.Count > 0 ? Targets[0] : default;

    public bool IsMapped => Targets.Count > 0;
}
