using System.Text;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions;

/// <summary>The elements of one type, bound on first use: in order, by name, and by the UTF-8 name that a parser meets.</summary>
internal sealed class ElementIndex
{
    internal const string SystemString = "http://hl7.org/fhirpath/System.String";
    private readonly Dictionary<string, ElementDefinition> _byName = new(StringComparer.Ordinal);
    private readonly NameSlots _byJsonName;
    private NameSlots? _byPlainName;
    private ElementDefinition[]? _required;

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
        _byJsonName = new NameSlots(instances, e => e.Utf8Name);
    }

    public IReadOnlyList<ElementDefinition> Elements { get; }

    public int Count { get; }

    public ElementDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    public ElementDefinition? Find(ReadOnlySpan<byte> jsonName) => _byJsonName.Find(jsonName);

    /// <summary>The element that a record calls so: a choice as a whole by its plain name, and every other by its own.</summary>
    public ElementDefinition? FindPlain(ReadOnlySpan<byte> name) =>
        (_byPlainName ??= new NameSlots(Elements, e => e.IsChoice ? Encoding.UTF8.GetBytes(e.Name) : e.Utf8Name)).Find(name);

    /// <summary>The elements that every instance must have.</summary>
    public ReadOnlySpan<ElementDefinition> Required => _required ??= [.. Elements.Where(e => e.Facts.Min > 0)];

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
                Variants = [.. facts.Types.Select(t => Variant(type.Set, structure, facts, plain, ordinal, t.Code))],
            };
        }

        if (facts.ContentReference.Length > 0)
            return new ElementDefinition(type.Set, facts, name, name, ordinal, "", type.Set.Nested(structure, facts.ContentReference));
        if (structure.Elements.Any(e => IsChild(facts.Path, e.Path)) && !HoldsResource(type.Set, facts))
            return new ElementDefinition(type.Set, facts, name, name, ordinal, "", type.Set.Nested(structure, facts.Path));
        return new ElementDefinition(type.Set, facts, name, name, ordinal, TypeCode(structure, facts), null);
    }

    // One variant of a choice in a logical model may have its elements under the choice itself: X.value[x].unit.
    private static ElementDefinition Variant(DefinitionSet set, StructureFacts structure, ElementFacts facts, string plain, int ordinal, string code)
    {
        var isNested = !structure.IsProfile && code is TypeDefinition.Backbone or "Element" && structure.Elements.Any(e => IsChild(facts.Path, e.Path));
        var name = plain + Capitalised(code[(code.LastIndexOf('/') + 1)..]);
        return new ElementDefinition(set, facts, plain, name, ordinal, code, isNested ? set.Nested(structure, facts.Path) : null);
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
