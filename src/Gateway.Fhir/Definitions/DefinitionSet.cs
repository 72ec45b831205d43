using System.Collections.Concurrent;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Definitions.File;

namespace Gateway.Fhir.Definitions;

/// <summary>
/// The types that instances are read against: FHIR R4 as published, or a set given at run time (logical models, profiles, another
/// FHIR release), alone or laid over R4. A set never changes; adding makes a new one. Types are bound when first asked for.
/// </summary>
public sealed class DefinitionSet
{
    private const string CoreUrl = "http://hl7.org/fhir/StructureDefinition/";
    private readonly DefinitionSet? _under;
    private readonly Func<string, StructureFacts?> _find;
    private readonly Func<IEnumerable<string>> _names;
    private readonly ConcurrentDictionary<string, TypeDefinition> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TypeDefinition> _nested = new(StringComparer.Ordinal);

    internal DefinitionSet(DefinitionSet? under, Func<string, StructureFacts?> find, Func<IEnumerable<string>> names)
    {
        _under = under;
        _find = find;
        _names = names;
    }

    /// <summary>FHIR R4 4.0.1, from the file embedded in this assembly.</summary>
    public static DefinitionSet R4 => R4Definitions.Types;

    /// <summary>The names (for profiles and logical models, the canonical URLs) of the set's own types, without those of the set under it.</summary>
    public IEnumerable<string> Names => _names();

    /// <summary>A set that holds these structures alone.</summary>
    /// <exception cref="ArgumentException">A structure derives from itself.</exception>
    public static DefinitionSet Of(IEnumerable<StructureFacts> structures) => Make(null, structures);

    /// <summary>The types of a compiled file of definitions, such as <c>gateway definitions</c> writes.</summary>
    /// <exception cref="InvalidDataException">The stream is not a file of definitions of this version, or is damaged.</exception>
    public static DefinitionSet Load(Stream stream)
    {
        var types = new TypeSection(new DefinitionFile(stream).Open(DefinitionSection.Types));
        return new DefinitionSet(null, name => types.Find(name), () => types.Names);
    }

    /// <summary>This set with more structures over it; a name that both declare means the new one.</summary>
    /// <exception cref="ArgumentException">A structure derives from itself.</exception>
    public DefinitionSet With(IEnumerable<StructureFacts> structures) => Make(this, structures);

    /// <summary>The type of that name or canonical URL (a <c>|version</c> is not compared), or null.</summary>
    public TypeDefinition? FindType(string nameOrUrl)
    {
        if (nameOrUrl.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar)
            nameOrUrl = nameOrUrl[..bar];
        if (_types.TryGetValue(nameOrUrl, out var known))
            return known;

        // Names come from data too: only what exists is remembered.
        return Bind(nameOrUrl) is { } found ? _types.GetOrAdd(nameOrUrl, found) : null;
    }

    /// <summary>The same without a string for what is known already.</summary>
    internal TypeDefinition? FindType(ReadOnlySpan<char> name) =>
        _types.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known) ? known : FindType(name.ToString());

    /// <summary>What this set's own elements use and neither it nor the set under it declares: types and shared content, each with the path that uses it.</summary>
    public IReadOnlyList<string> Check() => [.. Names.Select(n => _find(n)!).SelectMany(s => s.Elements.SelectMany(e => Undeclared(s, e)))];

    private IEnumerable<string> Undeclared(StructureFacts structure, ElementFacts element)
    {
        if (element.ContentReference.Length > 0 && structure.Elements.All(e => e.Path != element.ContentReference))
            yield return $"{element.Path} shares the content of {element.ContentReference}, which {structure.Name} does not have.";
        foreach (var type in element.Types)
            if (type.Code != ElementIndex.SystemString && !IsPrimitiveValue(structure, element, type) && FindType(type.Code) is null)
                yield return $"{element.Path} has type {type.Code}, which no loaded definition declares.";
    }

    // The value of a primitive has a type of FHIRPath, or in STU3 none; it is no element here.
    private static bool IsPrimitiveValue(StructureFacts structure, ElementFacts element, TypeFacts type) =>
        element.Path.EndsWith(".value", StringComparison.Ordinal)
        && (structure.Kind == StructureKind.Primitive || type.Code.Length == 0 || type.Code.StartsWith("http://hl7.org/fhirpath/", StringComparison.Ordinal));

    internal TypeDefinition Nested(StructureFacts structure, string path) =>
        _nested.GetOrAdd($"{structure.Url}#{path}", static (_, key) => new TypeDefinition(key.Set, key.Structure, key.Path), (Set: this, Structure: structure, Path: path));

    private TypeDefinition? Bind(string nameOrUrl)
    {
        if (_find(nameOrUrl) is { } facts)
            return nameOrUrl == facts.Url && !facts.IsProfile && nameOrUrl != facts.Name && ReferenceEquals(_find(facts.Name), facts)
                ? FindType(facts.Name)
                : new TypeDefinition(this, facts, facts.Elements[0].Path);
        if (_under?.FindType(nameOrUrl) is { } found)
            return found;
        return nameOrUrl.StartsWith(CoreUrl, StringComparison.Ordinal) && nameOrUrl.Length > CoreUrl.Length
            && FindType(nameOrUrl[CoreUrl.Length..]) is { } core && core.Url == nameOrUrl ? core : null;
    }

    private static DefinitionSet Make(DefinitionSet? under, IEnumerable<StructureFacts> structures)
    {
        var byKey = new Dictionary<string, StructureFacts>(StringComparer.Ordinal);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var structure in structures)
        {
            byKey[structure.Url] = structure;
            if (!structure.IsProfile)
                byKey[structure.Name] = structure;
            names.Add(structure.IsProfile ? structure.Url : structure.Name);
        }

        foreach (var structure in byKey.Values)
            RefuseCircle(structure, byKey);
        return new DefinitionSet(under, key => byKey.GetValueOrDefault(key), () => names);
    }

    private static void RefuseCircle(StructureFacts structure, Dictionary<string, StructureFacts> byKey)
    {
        var steps = 0;
        for (var at = structure; byKey.TryGetValue(at.Base, out var next); at = next)
            if (++steps > byKey.Count)
                throw new ArgumentException($"{structure.Url} derives from itself.");
    }
}
