using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Paths;

/// <summary>A value that an evaluation is given by its number.</summary>
/// <param name="Index">Its place among the values given.</param>
/// <param name="Type">Its type, where that is known beforehand.</param>
public readonly record struct PathSlot(int Index, TypeDefinition? Type);
