using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths;

/// <summary>A value that an evaluation is given by its number.</summary>
/// <param name="Index">Its place among the values given.</param>
/// <param name="Type">Its type, where that is known beforehand.</param>
public readonly record struct PathSlot(int Index, TypeDefinition? Type)
{
    /// <summary>The value itself, where it is always the same; the index then means nothing.</summary>
    public PathValue? Constant { get; init; }
}
