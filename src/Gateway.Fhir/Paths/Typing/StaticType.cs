using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Typing;

/// <summary>What is known of a collection before any data is seen: the types its items may have, whether it may hold several, whether their order means anything.</summary>
internal sealed record StaticType
{
    /// <summary>Nothing is known: every check passes.</summary>
    public static StaticType Unknown { get; } = new() { IsKnown = false, IsMany = true };

    /// <summary>The literal <c>{}</c>.</summary>
    public static StaticType Empty { get; } = new();

    public bool IsKnown { get; init; } = true;
    public bool IsMany { get; init; }
    public bool IsUnordered { get; init; }

    /// <summary>The FHIR types that an item may have.</summary>
    public IReadOnlyList<TypeDefinition> Fhir { get; init; } = [];

    /// <summary>The System types that an item may have, one bit for each <see cref="PathKind"/>.</summary>
    public int System { get; init; }

    public static StaticType Of(TypeDefinition type) => new() { Fhir = [type] };

    public static StaticType Of(PathKind kind) => kind == PathKind.Element ? Unknown : new() { System = 1 << (int)kind };

    public static StaticType Boolean { get; } = Of(PathKind.Boolean);

    public static StaticType String { get; } = Of(PathKind.String);

    public static StaticType Integer { get; } = Of(PathKind.Integer);

    public StaticType Many() => IsMany ? this : this with { IsMany = true };

    public StaticType One() => this with { IsMany = false, IsUnordered = false };

    public StaticType Or(StaticType other) => !IsKnown || !other.IsKnown
        ? Unknown
        : new StaticType { Fhir = [.. Fhir.Union(other.Fhir)], System = System | other.System, IsMany = true, IsUnordered = IsUnordered || other.IsUnordered };

    /// <summary>True when no item could ever be a value of one of these System types, be it directly or as a FHIR primitive.</summary>
    public bool CannotBe(params ReadOnlySpan<PathKind> kinds)
    {
        if (!IsKnown || (Fhir.Count == 0 && System == 0))
            return false;
        foreach (var kind in kinds)
        {
            if ((System & (1 << (int)kind)) != 0)
                return false;
            foreach (var type in Fhir)
                if (IsOpen(type) || SystemValues.KindOf(type) == kind)
                    return false;
        }

        return true;
    }

    /// <summary>The type of the children of that name; null when no item can have such a child.</summary>
    public StaticType? Member(string name)
    {
        if (!IsKnown)
            return Unknown;
        if (Fhir.Count == 0 && System == 0)
            return Empty;
        var types = new List<TypeDefinition>();
        bool found = false, many = IsMany, open = false;
        foreach (var type in Fhir)
        {
            if (IsOpen(type))
            {
                open = true;
                continue;
            }

            if (type.Find(name) is not { } element || element.Name != name)
                continue;
            found = true;
            many |= element.IsArray;
            open |= element.HoldsResource;
            types.AddRange(element.IsChoice ? element.Variants.Select(v => v.Type) : [element.Type]);
        }

        if (open)
            return Unknown with { IsUnordered = IsUnordered };
        if (found)
            return new StaticType { Fhir = [.. types.Distinct()], IsMany = many, IsUnordered = IsUnordered };
        return SystemMember(name);
    }

    /// <summary>The type of what JSON calls by that name: one variant of a choice, or the value of a primitive. Null when no item can have it.</summary>
    public StaticType? JsonMember(string name)
    {
        if (!IsKnown)
            return Unknown;
        var found = Fhir.Select(t => t.Find(name)).OfType<ElementDefinition>().Where(e => e.JsonName == name).Select(e => e.Type).Distinct().ToArray();
        if (found.Length > 0)
            return new StaticType { Fhir = found, IsMany = IsMany, IsUnordered = IsUnordered };
        return name == "value" && Fhir.Any(t => t.IsPrimitive) ? Unknown with { IsMany = IsMany } : null;
    }

    // Abstract types stand for any of their subtypes, whose elements are not known here.
    private static bool IsOpen(TypeDefinition type) => type.IsAbstract;

    private StaticType? SystemMember(string name) =>
        (System & (1 << (int)PathKind.TypeInfo)) != 0 && name is "name" or "namespace" ? String
        : (System & (1 << (int)PathKind.Quantity)) != 0 && name is "value" ? Of(PathKind.Decimal)
        : (System & (1 << (int)PathKind.Quantity)) != 0 && name is "unit" ? String
        : null;
}
