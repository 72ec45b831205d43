using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions;

/// <summary>A type of a definition set: a primitive, a data type, a resource, a logical model, or a type nested in one of them.</summary>
public sealed class TypeDefinition
{
    internal const string Backbone = "BackboneElement";
    private readonly StructureFacts _structure;
    private ElementIndex? _index;
    private TypeDefinition? _base;
    private ulong _lineage;

    internal TypeDefinition(DefinitionSet set, StructureFacts structure, string path)
    {
        Set = set;
        _structure = structure;
        Path = path;
        IsNested = path != structure.Elements[0].Path;
        Facts = structure.Elements.First(e => e.Path == path);
        Kind = IsNested ? StructureKind.Nested : structure.Kind;
        Name = !IsNested ? structure.Name : Facts.Types is [var type] ? type.Code : Backbone;

        // A profile may spell out the extensions of a primitive, which makes no complex type of it.
        Primitive = Kind == StructureKind.Primitive ? PrimitiveKinds.Of(this, structure)
            : IsNested && structure.IsProfile ? Base?.Primitive ?? PrimitiveKind.None
            : PrimitiveKind.None;
        IsAbstractResource = IsResource && IsAbstract;
        Root = new ElementDefinition(set, Facts, Name, Name, 0, Name, this);
    }

    public DefinitionSet Set { get; }

    /// <summary>The type's name: <c>Patient</c>, <c>code</c>; <c>BackboneElement</c> (or <c>Element</c>) for a nested type.</summary>
    public string Name { get; }

    /// <summary>The path of the type's own definition: <c>Patient</c>, or <c>Patient.contact</c> for a nested type.</summary>
    public string Path { get; }

    /// <summary>The canonical URL; for a nested type, that of the structure around it.</summary>
    public string Url => _structure.Url;

    public StructureKind Kind { get; }

    public bool IsAbstract => !IsNested && _structure.IsAbstract;

    public bool IsNested { get; }

    /// <summary>True for a profile, which constrains a type and declares none.</summary>
    public bool IsProfile => _structure.IsProfile;

    /// <summary>What a value of this type looks like; <see cref="PrimitiveKind.None"/> for types that have no value of their own.</summary>
    public PrimitiveKind Primitive { get; }

    public bool IsPrimitive => Primitive != PrimitiveKind.None;

    public bool IsResource => Kind == StructureKind.Resource;

    internal bool IsAbstractResource { get; }

    // One bit for the name of the type and of each that it specialises; several names share one.
    private ulong Lineage => _lineage != 0 ? _lineage : _lineage = (1UL << Root.NameId) | (Base?.Lineage ?? 0);

    // Two threads may both bind; the elements that they bind are equal in all but identity, so one result must win.
    internal ElementIndex Index => _index ?? Interlocked.CompareExchange(ref _index, new ElementIndex(this, _structure), null) ?? _index;

    /// <summary>The facts of the type's own root element: its invariants hold for every instance.</summary>
    public ElementFacts Facts { get; }

    /// <summary>The definition that a node at the root of a tree of this type carries.</summary>
    public ElementDefinition Root { get; }

    /// <summary>The elements in the order of the definition, inherited ones included; choices as a whole. A primitive's value is not among them.</summary>
    public IReadOnlyList<ElementDefinition> Elements => Index.Elements;

    /// <summary>The type that this one specialises, or null at the top (Element, Resource, Base).</summary>
    public TypeDefinition? Base => _base ??= IsNested ? Set.FindType(Name) : _structure.Base.Length == 0 ? null : Set.FindType(_structure.Base);

    /// <summary>The element of that name: a choice as a whole by its plain name (<c>value</c>), or one of its variants by the name it has in JSON (<c>valueQuantity</c>).</summary>
    public ElementDefinition? Find(string name) => Index.Find(name);

    /// <summary>True when this is that type or specialises it, by name: <c>code</c> is a <c>string</c>, <c>Age</c> a <c>Quantity</c>.</summary>
    public bool Is(string typeName)
    {
        for (TypeDefinition? type = this; type is not null; type = type.Base)
            if (type.Name == typeName)
                return true;
        return false;
    }

    /// <summary>False when this has certainly another name than that type, and so have all that it specialises.</summary>
    internal bool MayBe(TypeDefinition other) => (Lineage & (1UL << other.Root.NameId)) != 0;

    /// <summary>True when this is that type or specialises it.</summary>
    internal bool Is(TypeDefinition other)
    {
        for (TypeDefinition? type = this; type is not null; type = type.Base)
            if (ReferenceEquals(type, other))
                return true;
        return IsProfile && Is(other.Name);
    }

    public override string ToString() => Path;
}
