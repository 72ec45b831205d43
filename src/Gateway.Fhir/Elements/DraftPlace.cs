using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>Finds the definition of a child that is added by name: a choice and a resource take the type of what is added.</summary>
internal static class DraftPlace
{
    /// <exception cref="ArgumentException">The parent has no such element, or not of that type.</exception>
    public static ElementDefinition Find(TypeDefinition parent, string name, TypeDefinition? type)
    {
        var definition = parent.Find(name) ?? throw new ArgumentException($"{parent.Path} has no element {name}.", nameof(name));
        if (definition.IsChoice)
            definition = Variant(definition, type);
        if (definition.HoldsResource)
            return type is { IsResource: true, IsAbstract: false } ? definition.As(type) : throw new ArgumentException($"{definition} holds a resource: its type must be named.", nameof(type));
        if (type is null || IsSame(type, definition.Type))
            return definition;
        return IsOneOf(definition, type) ? definition.As(type) : throw new ArgumentException($"{definition} is a {definition.Type.Name}, not a {type.Name}.", nameof(type));
    }

    private static ElementDefinition Variant(ElementDefinition choice, TypeDefinition? type) => type is null
        ? throw new ArgumentException($"{choice} is a choice: its type must be named.", nameof(type))
        : choice.Variants.FirstOrDefault(v => IsNamed(v.TypeCode, type)) ?? throw new ArgumentException($"{choice} cannot be a {type.Name}.", nameof(type));

    // Logical models may list several types without calling it a choice, or name an abstract one. The variant of a choice has its one type.
    private static bool IsOneOf(ElementDefinition definition, TypeDefinition type) => definition.JsonName == definition.Name
        && (definition.Facts.Types is [_] ? definition.Type.IsAbstract && type.Is(definition.Type) : definition.Facts.Types.Any(t => IsNamed(t.Code, type)));

    // Types of the same name from another set of definitions will do; nested ones all bear one name, and are known by their path.
    private static bool IsSame(TypeDefinition left, TypeDefinition right) =>
        ReferenceEquals(left, right) || (left.Name == right.Name && left.IsNested == right.IsNested && (!left.IsNested || left.Path == right.Path));

    // Logical models name each other by URL.
    private static bool IsNamed(string code, TypeDefinition type) => code == type.Name || (!type.IsNested && code == type.Url);
}
