using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions;

/// <summary>The elements of one type, bound on first use: in order, by name, and by the UTF-8 name that a parser meets.</summary>
internal sealed class ElementIndex
{
    internal const string SystemString = "http://hl7.org/fhirpath/System.String";
    private readonly Dictionary<string, ElementDefinition> _byName = new(StringComparer.Ordinal);
    private readonly ElementDefinition?[] _slots;
    private readonly int _mask;

    public ElementIndex(TypeDefinition type, StructureFacts structure)
    {
        var elements = new List<ElementDefinition>();
        foreach (var facts in structure.Elements)
            if (IsChild(type.Path, facts.Path) && !(type.IsPrimitive && facts.Path.EndsWith(".value", StringComparison.Ordinal)))
                elements.Add(Bind(type, structure, facts, elements.Count));
        Elements = elements;
        Count = elements.Count;

        var instances = elements.SelectMany(e => e.IsChoice ? e.Variants : [e]).ToArray();
        foreach (var element in elements.Concat(instances))
            _byName.TryAdd(element.Name, element);
        foreach (var element in instances)
            _byName.TryAdd(element.JsonName, element);

        var size = 4;
        while (size < instances.Length * 2)
            size *= 2;
        _slots = new ElementDefinition?[size];
        _mask = size - 1;
        foreach (var element in instances)
        {
            var slot = Hash(element.Utf8Name) & _mask;
            while (_slots[slot] is not null)
                slot = (slot + 1) & _mask;
            _slots[slot] = element;
        }
    }

    public IReadOnlyList<ElementDefinition> Elements { get; }

    public int Count { get; }

    public ElementDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    public ElementDefinition? Find(ReadOnlySpan<byte> jsonName)
    {
        for (var slot = Hash(jsonName) & _mask; _slots[slot] is { } element; slot = (slot + 1) & _mask)
            if (jsonName.SequenceEqual(element.Utf8Name))
                return element;
        return null;
    }

    private static int Hash(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : (name[0] * 31) + (name[^1] * 131) + (name[name.Length / 2] * 17) + name.Length;

    private static bool IsChild(string parent, string path) =>
        path.Length > parent.Length + 1 && path[parent.Length] == '.'
        && path.StartsWith(parent, StringComparison.Ordinal) && path.IndexOf('.', parent.Length + 1) < 0;

    private static ElementDefinition Bind(TypeDefinition type, StructureFacts structure, ElementFacts facts, int ordinal)
    {
        var name = facts.Path[(facts.Path.LastIndexOf('.') + 1)..];
        if (name.EndsWith("[x]", StringComparison.Ordinal))
        {
            var plain = name[..^3];
            return new ElementDefinition(type.Set, facts, plain, name, ordinal, "Element", null)
            {
                Variants = [.. facts.Types.Select(t => new ElementDefinition(type.Set, facts, plain, plain + Capitalised(t.Code), ordinal, t.Code, null))],
            };
        }

        if (facts.ContentReference.Length > 0)
            return new ElementDefinition(type.Set, facts, name, name, ordinal, "", type.Set.Nested(structure, facts.ContentReference));
        if (structure.Elements.Any(e => IsChild(facts.Path, e.Path)) && !HoldsResource(type.Set, facts))
            return new ElementDefinition(type.Set, facts, name, name, ordinal, "", type.Set.Nested(structure, facts.Path));
        return new ElementDefinition(type.Set, facts, name, name, ordinal, TypeCode(structure, facts), null);
    }

    // A profile may say what the resources in a Bundle have; each instance still names its own type.
    private static bool HoldsResource(DefinitionSet set, ElementFacts facts) =>
        facts.Types is [var type] && set.FindType(type.Code) is { IsResource: true };

    // Resource.id is an id and Element.id a string; R4 publishes both as a FHIRPath System.String.
    private static string TypeCode(StructureFacts structure, ElementFacts facts)
    {
        var code = facts.Types.Count == 0 ? "Element" : facts.Types.Count == 1 ? facts.Types[0].Code : "Element";
        return code != SystemString ? code
            : structure.Kind == StructureKind.Resource && facts.Path.Count(c => c == '.') == 1 ? "id" : "string";
    }

    private static string Capitalised(string code) => string.Create(code.Length, code, static (span, source) =>
    {
        source.CopyTo(span);
        span[0] = char.ToUpperInvariant(span[0]);
    });
}
