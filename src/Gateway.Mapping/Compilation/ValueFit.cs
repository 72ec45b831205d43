using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Terminology;

namespace Gateway.Mapping.Compilation;

/// <summary>Whether a value can go into an element, as far as that is known when a map is loaded.</summary>
internal static class ValueFit
{
    /// <summary>What is wrong; null when the value fits, or may fit.</summary>
    public static string? Fault(ElementDefinition element, ValueCode value)
    {
        var shape = value.Shape;
        if (!shape.IsKnown)
            return null;
        if (Concrete(element, shape) is not { } concrete)
            return $"{element} cannot be a {Shown(shape)}.";
        if (concrete.HoldsResource)
            return shape.Type is { IsResource: true } ? null : $"{element} holds a resource.";
        if (value.Literal is { } literal && concrete.Type.IsPrimitive)
            return PrimitiveFormat.Fault(concrete.Type.Primitive, Encoding.UTF8.GetBytes(literal)) ?? Unlisted(concrete, literal);
        var isPrimitive = shape.Type?.IsPrimitive ?? shape.Kind != PathKind.Quantity;
        if (isPrimitive != concrete.Type.IsPrimitive)
            return $"{element} is a {concrete.Type.Name}, and cannot be a {Shown(shape)}.";
        return isPrimitive || shape.Type is null || IsAlike(shape.Type, concrete.Type) ? null : $"{element} is a {concrete.Type.Path}, and cannot be a {shape.Type.Path}.";
    }

    /// <summary>The element as that type: the variant of a choice, the resource that is held, a subtype; null when it cannot be one.</summary>
    public static ElementDefinition? Concrete(ElementDefinition element, TypeDefinition type)
    {
        if (element.IsChoice)
        {
            for (TypeDefinition? at = type; at is not null; at = at.Base)
                foreach (var variant in element.Variants)
                    if (variant.TypeCode == at.Name || variant.TypeCode == at.Url)
                        return variant;
            var wider = type.Name == "date" ? "dateTime" : type.Is("integer") ? "decimal" : "";
            return element.Variants.FirstOrDefault(v => v.TypeCode == wider);
        }

        if (element.HoldsResource)
            return type.IsResource && !type.IsAbstract && element.Type.Set.FindType(type.Name) is { } own ? element.As(own) : null;
        return ReferenceEquals(type, element.Type) || type.Name == element.Type.Name ? element
            : type.Is(element.Type) || element.Facts.Types.Any(t => t.Code == type.Name || t.Code == type.Url) ? element.As(type)
            : null;
    }

    /// <summary>The element for a value of that shape.</summary>
    public static ElementDefinition? Concrete(ElementDefinition element, ValueShape shape)
    {
        if (!element.IsChoice && !element.HoldsResource)
            return element;
        if (shape.Type is not null)
            return Concrete(element, shape.Type);
        return element.IsChoice ? Of(element, shape.Kind) : null;
    }

    /// <summary>The variant of a choice for a plain value.</summary>
    public static ElementDefinition? Of(ElementDefinition element, PathKind kind)
    {
        var name = kind switch
        {
            PathKind.Boolean => "boolean",
            PathKind.Integer or PathKind.Long => "integer",
            PathKind.Decimal => "decimal",
            PathKind.Date => "date",
            PathKind.DateTime => "dateTime",
            PathKind.Time => "time",
            PathKind.Quantity => "Quantity",
            _ => "string",
        };
        return element.Variants.FirstOrDefault(v => v.TypeCode == name)
            ?? (kind == PathKind.Date ? element.Variants.FirstOrDefault(v => v.TypeCode == "dateTime") : null)
            ?? (kind == PathKind.Integer ? element.Variants.FirstOrDefault(v => v.TypeCode == "decimal") : null);
    }

    /// <summary>True when both are one type, or the same type of two sets of definitions.</summary>
    public static bool IsSame(TypeDefinition left, TypeDefinition right) =>
        ReferenceEquals(left, right) || (left.Name == right.Name && left.Path == right.Path) || left.Is(right);

    /// <summary>True when the content of one may be copied into the other by the names of its elements.</summary>
    public static bool IsAlike(TypeDefinition source, TypeDefinition target) =>
        ReferenceEquals(source, target) || source.Name == target.Name || (source.IsNested && target.IsNested) || source.Is(target.Name);

    // A literal in an element whose codes the standard lists.
    private static string? Unlisted(ElementDefinition element, string literal) =>
        element.Facts.Binding is { Strength: BindingStrength.Required } binding && element.Type.Primitive == PrimitiveKind.Code
        && TerminologySet.R4.IsMember(binding.ValueSet, new CodedValue(null, literal)) == Membership.No
            ? $"{element} has no code '{literal}'." : null;

    private static string Shown(ValueShape shape) => shape.Type?.Name ?? shape.Kind.ToString();
}
