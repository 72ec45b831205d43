using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Mapping.Compilation;

/// <summary>What is known of a value when a map is loaded.</summary>
/// <param name="Type">The type of the element; null when it is not known, or the value is no element.</param>
/// <param name="Kind">The kind of a plain value; <see cref="PathKind.None"/> when it is an element or not known.</param>
/// <param name="IsDraft">True for a part of the target.</param>
internal readonly record struct ValueShape(TypeDefinition? Type, PathKind Kind = PathKind.None, bool IsDraft = false)
{
    public static ValueShape Unknown => default;

    public static ValueShape Text { get; } = new(null, PathKind.String);

    public bool IsKnown => Type is { IsAbstract: false } || Kind != PathKind.None;
}
