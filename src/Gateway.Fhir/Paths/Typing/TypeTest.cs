using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Typing;

/// <summary>A type specifier, resolved once: which values it means. A name without a namespace is looked for in FHIR, then in System.</summary>
internal sealed class TypeTest
{
    private static readonly Dictionary<string, PathKind> s_system = Enum.GetValues<PathKind>()
        .Except([PathKind.None, PathKind.Element, PathKind.TypeInfo]).ToDictionary(k => k.ToString(), StringComparer.Ordinal);

    private readonly TypeDefinition? _fhir;
    private readonly PathKind _system;
    private readonly bool _isAny;

    private TypeTest(TypeDefinition? fhir, PathKind system, bool isAny)
    {
        _fhir = fhir;
        _system = system;
        _isAny = isAny;
    }

    /// <exception cref="PathAbortException">There is no such type.</exception>
    public static TypeTest Resolve(TypeName name, DefinitionSet definitions, int position)
    {
        var fhir = name.Namespace is null or "FHIR" ? definitions.FindType(name.Name) : null;
        var system = name.Namespace is null or "System" && s_system.TryGetValue(name.Name, out var kind) ? kind : PathKind.None;
        var isAny = name.Namespace is null or "System" && name.Name == "Any";
        var isElsewhere = name.Namespace == "System" && definitions.FindType(name.Name) is not null;
        return fhir is null && system == PathKind.None && !isAny && !isElsewhere
            ? throw new PathAbortException(PathFaultKind.Semantic, $"There is no type {(name.Namespace is null ? "" : name.Namespace + ".")}{name.Name}.", position)
            : new TypeTest(fhir, system, isAny);
    }

    /// <summary><c>is</c>: the type or one that specialises it.</summary>
    public bool Is(in PathValue value) => _isAny
        || (value.IsElement ? _fhir is not null && value.Element.Type.Is(_fhir) : value.Kind == _system);

    /// <summary><c>as</c> and <c>ofType</c>: a primitive must be of the very type (a code is no string here, as HL7's suite has it).</summary>
    public bool Selects(in PathValue value) => Is(value)
        && (!value.IsElement || _fhir is null || !_fhir.IsPrimitive || ReferenceEquals(value.Element.Type, _fhir));

    /// <summary>The type of what is left of a collection of that type.</summary>
    public StaticType Narrow(StaticType from)
    {
        var narrowed = new StaticType
        {
            Fhir = _fhir is null ? [] : [_fhir],
            System = _system == PathKind.None ? 0 : 1 << (int)_system,
            IsMany = from.IsMany,
            IsUnordered = from.IsUnordered,
        };
        return _isAny ? from : narrowed;
    }
}
