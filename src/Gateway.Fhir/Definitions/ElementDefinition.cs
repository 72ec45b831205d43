using System.Collections.Concurrent;
using System.Text;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions;

/// <summary>
/// The definition that a node of an element tree carries: its name, its place among its siblings and its one concrete type.
/// A choice element has one definition for itself and one <see cref="Variants">variant</see> for each type it may take.
/// </summary>
public sealed class ElementDefinition
{
    private readonly DefinitionSet _set;
    private readonly string _typeCode;
    private ConcurrentDictionary<TypeDefinition, ElementDefinition>? _concrete;
    private TypeDefinition? _type;

    internal ElementDefinition(DefinitionSet set, ElementFacts facts, string name, string jsonName, int ordinal, string typeCode, TypeDefinition? type)
    {
        _set = set;
        Facts = facts;
        Name = name;
        JsonName = jsonName;
        Ordinal = ordinal;
        _typeCode = typeCode;
        _type = type;
        IsArray = facts.BaseMax > 1;
        NameId = NameTable.Add(name);
        Utf8Name = Encoding.UTF8.GetBytes(jsonName);
        JsonToken = Encoding.UTF8.GetBytes($"\"{jsonName}\":");
        JsonCompanionToken = Encoding.UTF8.GetBytes($"\"_{jsonName}\":");
    }

    /// <summary>The facts as the StructureDefinition gives them: cardinality, types, binding, invariants.</summary>
    public ElementFacts Facts { get; }

    /// <summary>The name in FHIRPath: <c>value</c> for every variant of <c>value[x]</c>.</summary>
    public string Name { get; }

    /// <summary>The name in JSON and XML: <c>valueQuantity</c>; for a choice as a whole, <c>value[x]</c>.</summary>
    public string JsonName { get; }

    /// <summary>The position among the elements of the parent type, counted from 0; all variants of a choice share one.</summary>
    public int Ordinal { get; }

    /// <summary>True when the element is an array in JSON.</summary>
    public bool IsArray { get; }

    /// <summary>True for a choice element as a whole; false for its variants.</summary>
    public bool IsChoice { get; private init; }

    /// <summary>One definition for each type that a choice element may take; empty for other elements.</summary>
    public IReadOnlyList<ElementDefinition> Variants
    {
        get;
        internal init
        {
            field = value;
            IsChoice = value.Count > 0;
        }
    } = [];

    /// <summary>The element's type, bound when it is first asked for. For a choice as a whole and for elements that hold any resource, an abstract type.</summary>
    /// <exception cref="InvalidOperationException">The type is not among the loaded definitions; <see cref="DefinitionSet.Check"/> tells beforehand.</exception>
    public TypeDefinition Type => _type ??= _set.FindType(_typeCode)
        ?? throw new InvalidOperationException($"{Facts.Path} has type {_typeCode}, which no loaded definition declares.");

    /// <summary>What validation asks of such elements, bound when it first meets one.</summary>
    internal Validation.Base.ElementRules? Rules { get; set; }

    internal DefinitionSet Set => _set;
    internal string TypeCode => _typeCode;
    internal int NameId { get; }
    internal byte[] Utf8Name { get; }
    internal byte[] JsonToken { get; }
    internal byte[] JsonCompanionToken { get; }

    // Ids of data types and the like are attributes in XML: no place for extensions (http://hl7.org/fhir/R4/element.html).
    internal bool HasCompanion => Type.IsPrimitive && (Facts.Traits & ElementTraits.XmlAttribute) == 0;

    /// <summary>True when the element holds whole resources, whose type the instance names.</summary>
    public bool HoldsResource => !IsChoice && Type.IsAbstractResource;

    /// <summary>This element with a concrete type in place of an abstract one: <c>Bundle.entry.resource</c> as Patient.</summary>
    public ElementDefinition As(TypeDefinition type) => ReferenceEquals(Type, type)
        ? this
        : LazyInitializer.EnsureInitialized(ref _concrete, static () => new())
            .GetOrAdd(type, static (t, self) => new ElementDefinition(self._set, self.Facts, self.Name, self.JsonName, self.Ordinal, t.Name, t), this);

    public override string ToString() => Facts.Path;
}
