using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths;

/// <summary>What an evaluation gave: the items in order, or the fault that ended it.</summary>
public readonly record struct PathResult(IReadOnlyList<PathValue> Values, PathFault? Fault);
