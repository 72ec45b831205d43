using System.Collections.Concurrent;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology.Expansion;
using Gateway.Fhir.Terminology.Grammars;
using Gateway.Fhir.Terminology.Maps;
using Gateway.Fhir.Terminology.Systems;
using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology;

/// <summary>
/// Code systems, value sets and ConceptMaps, in layers: R4's own, and over them what was loaded at run time. What an upper layer has stands for the same URL below. A set
/// never changes and may be asked by many threads; adding makes a new one. Value sets are made ready when they are first asked for.
/// </summary>
public sealed class TerminologySet : ITerminology
{
    private static readonly Lazy<TerminologySet> s_r4 = new(() => new TerminologySet(R4Terminology.Layers));
    private readonly IReadOnlyList<Lazy<TerminologyLayer>> _layers;
    private readonly ConcurrentDictionary<string, CompiledValueSet> _compiled = new(StringComparer.Ordinal);

    private TerminologySet(IReadOnlyList<Lazy<TerminologyLayer>> layers) => _layers = layers;

    /// <summary>The code systems and value sets of FHIR R4 4.0.1, those of HL7 v2 and v3 among them.</summary>
    public static TerminologySet R4 => s_r4.Value;

    /// <summary>A set of these resources alone.</summary>
    public static TerminologySet Of(IEnumerable<Element> resources) => new([new Lazy<TerminologyLayer>(TerminologyLayer.Read(resources))]);

    /// <summary>This set with more over it: the CodeSystems, ValueSets and ConceptMaps among the resources; others are passed over, Bundles are taken apart.</summary>
    public TerminologySet With(IEnumerable<Element> resources) => new([new Lazy<TerminologyLayer>(TerminologyLayer.Read(resources)), .. _layers]);

    /// <summary>What is wrong with what was loaded over R4: resources without url or twice, value sets that cannot be evaluated as they are written.</summary>
    public IReadOnlyList<string> Check() =>
    [
        .. _layers.Except(R4Terminology.Layers).SelectMany(l => l.Value.Faults.Concat(l.Value.ValueSets.All.SelectMany(v => Compiled(v.ToString())!.Faults))).Distinct(),
    ];

    /// <summary>The code system of that URL, in that version where one is given.</summary>
    public CodeSystem? FindSystem(string url, string version = "")
    {
        foreach (var layer in _layers)
            if (layer.Value.Systems.Find(url, version) is { } found)
                return found;
        return null;
    }

    /// <summary>The value set of that canonical URL, with or without <c>|version</c>; also those that exist without a resource, which have no version.</summary>
    public ValueSet? FindValueSet(string canonical)
    {
        var (url, version) = Parts(canonical);
        foreach (var layer in _layers)
            if (layer.Value.ValueSets.Find(url, version) is { } found)
                return found;
        return version.Length > 0 ? null : ImplicitValueSets.Find(url, set => _layers.Select(l => l.Value.SystemOf(set)).FirstOrDefault(s => s is not null));
    }

    /// <summary>The ConceptMap of that canonical URL, with or without <c>|version</c>.</summary>
    public ConceptMap? FindConceptMap(string canonical)
    {
        var (url, version) = Parts(canonical);
        foreach (var layer in _layers)
            if (layer.Value.ConceptMaps.Find(url, version) is { } found)
                return found;
        return null;
    }

    /// <summary>What a code becomes (http://hl7.org/fhir/R4/conceptmap-operation-translate.html); null where no ConceptMap fits the question.</summary>
    /// <param name="conceptMap">The canonical URL of the ConceptMap; null for all of those between the value sets.</param>
    /// <param name="code">The code, with or without its system.</param>
    /// <param name="source">The value set that the ConceptMaps translate from; null for any.</param>
    /// <param name="target">The value set that they translate to; null for any.</param>
    /// <param name="isReverse">Whether codes are asked for that become this one.</param>
    /// <param name="given">What is known besides, for targets that depend on it.</param>
    public IReadOnlyList<TranslationMatch>? Translate(string? conceptMap, CodedValue code, string? source = null, string? target = null, bool isReverse = false, IReadOnlyList<ConceptDependency>? given = null)
    {
        var maps = conceptMap is not null
            ? FindConceptMap(conceptMap) is { } named ? [named] : []
            : _layers.SelectMany(l => l.Value.ConceptMaps.All).Where(m => (source is null || m.SourceSet == source) && (target is null || m.TargetSet == target)).ToArray();
        return maps.Length == 0 ? null
            : [.. maps.SelectMany(m => (isReverse ? m.TranslateBack(code.System, code.Code) : m.Translate(code.System, code.Code, FindConceptMap, given)).Select(t => new TranslationMatch(t, m.Url)))];
    }

    public Membership IsMember(string valueSet, CodedValue code) => IsMember(valueSet, code.System, code.Code, code.Version);

    /// <summary>The same without an object for the code.</summary>
    public Membership IsMember(string valueSet, string? system, string code, string? version = null) =>
        Compiled(valueSet)?.Has(system, code, version) ?? Membership.Unknown;

    public ConceptFinding Find(CodedValue code)
    {
        if (code.System is not { } url)
            return new ConceptFinding(ConceptState.UnknownSystem);

        // What one version lacks another may have.
        var exact = FindSystem(url, code.Version ?? "");
        var system = exact ?? FindSystem(url);
        if (system?.Find(code.Code) is { } concept)
            return new ConceptFinding(ConceptState.Found) { Displays = concept.Displays, IsInactive = concept.IsInactive, IsAbstract = concept.IsAbstract };
        if (system is not { IsComplete: true } && SystemGrammars.Find(url) is { } grammar)
            return new ConceptFinding(grammar(code.Code) switch
            {
                Membership.Yes => ConceptState.Found,
                Membership.No => ConceptState.UnknownCode,
                _ => ConceptState.NotInPart,
            });
        return new ConceptFinding(system is null ? ConceptState.UnknownSystem : exact is { IsComplete: true } ? ConceptState.UnknownCode : ConceptState.NotInPart);
    }

    public bool? Subsumes(string system, string above, string below)
    {
        if (above == below)
            return true;
        if (FindSystem(system) is not { IsHierarchyIsA: true } loaded)
            return null;
        var (upper, lower) = (loaded.IndexOf(above), loaded.IndexOf(below));
        if (upper < 0 || lower < 0)
            return null;
        return loaded.IsAbove(upper, lower) ? true : loaded.IsComplete ? false : null;
    }

    /// <summary>The members of a value set, named by its canonical URL with or without <c>|version</c>.</summary>
    public ExpansionResult Expand(string valueSet, ExpansionOptions? options = null) =>
        Compiled(valueSet) is { } compiled ? Expand(compiled, options) : new ExpansionResult(ExpansionState.UnknownValueSet) { Missing = [valueSet] };

    /// <summary>The members of a value set that is given as a resource, over what is loaded here.</summary>
    public ExpansionResult Expand(Element valueSet, ExpansionOptions? options = null) => Expand(new ValueSetCompiler(FindSystem, Compile).Compile(ValueSetReader.Read(valueSet)), options);

    /// <summary>The concept and its system, for all that they say of it; null when it is not loaded.</summary>
    public ConceptDetails? Lookup(CodedValue code) =>
        code.System is { } url && FindSystem(url, code.Version ?? "") is { } system && system.IndexOf(code.Code) is >= 0 and var index ? new ConceptDetails(system, index) : null;

    private static ExpansionResult Expand(CompiledValueSet set, ExpansionOptions? options) => new Expander(options ?? new ExpansionOptions()).Expand(set);

    /// <summary>The system of all codes of a value set that can be listed; null where there are several, or it cannot.</summary>
    internal string? OnlySystem(string valueSet) =>
        Compiled(valueSet) is { Excludes.Count: 0, Includes: [{ ValueSets.Count: 0, Selection.All: not null } only] } ? only.Definition.System : null;

    /// <summary>The value set, ready to be asked; null when it is not known. Only what exists is remembered, because names come from data too.</summary>
    internal CompiledValueSet? Compiled(string canonical)
    {
        if (_compiled.TryGetValue(canonical, out var known))
            return known;
        return Compile(canonical, new ValueSetCompiler(FindSystem, Compile)) is { } made ? _compiled.GetOrAdd(canonical, made) : null;
    }

    // A nested value set that is known already is taken as it is.
    private CompiledValueSet? Compile(string canonical, ValueSetCompiler compiler) =>
        _compiled.TryGetValue(canonical, out var known) ? known : FindValueSet(canonical) is { } definition ? compiler.Compile(definition) : null;

    private static (string Url, string Version) Parts(string canonical) =>
        canonical.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar ? (canonical[..bar], canonical[(bar + 1)..]) : (canonical, "");
}
