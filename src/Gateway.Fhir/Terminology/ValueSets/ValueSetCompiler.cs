using System.Collections.Frozen;
using Gateway.Fhir.Terminology.Grammars;
using Gateway.Fhir.Terminology.Systems;

namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>
/// Makes value sets ready to be asked. A value set that names itself, on whatever way, that nests too deep, or whose nesting multiplies beyond
/// <see cref="MaxCost"/> parts, is unknown in that place, and has a fault.
/// </summary>
/// <param name="findSystem">The loaded system of that URL and version; null when there is none.</param>
/// <param name="findSet">The loaded value set of a canonical URL, compiled by the compiler it is given; null when there is none.</param>
internal sealed class ValueSetCompiler(Func<string, string, CodeSystem?> findSystem, Func<string, ValueSetCompiler, CompiledValueSet?> findSet)
{
    public const int MaxDepth = 32;
    public const long MaxCost = 20_000;
    private readonly List<ValueSet> _open = [];
    private readonly Dictionary<ValueSet, CompiledValueSet> _done = new(ReferenceEqualityComparer.Instance);

    /// <summary>The value set, compiled; one without answers where it is being compiled already, or lies too deep.</summary>
    public CompiledValueSet Compile(ValueSet definition)
    {
        if (_done.TryGetValue(definition, out var done))
            return done;
        if (_open.Exists(o => ReferenceEquals(o, definition)))
            return Refused(definition, $"The value set {definition} names itself: {string.Join(" > ", _open.Append(definition))}.");
        if (_open.Count == MaxDepth)
            return Refused(definition, $"The value set {_open[0]} nests value sets more than {MaxDepth} deep.");
        _open.Add(definition);
        var faults = new List<string>();
        var compiled = new CompiledValueSet
        {
            Definition = definition,
            Includes = [.. definition.Includes.Select(p => Part(p, definition, faults))],
            Excludes = [.. definition.Excludes.Select(p => Part(p, definition, faults))],
            Expansion = definition.Expansion is null ? null : [.. definition.Expansion.Select(p => Part(p, definition, faults))],
            Faults = faults,
        };
        _open.RemoveAt(_open.Count - 1);
        var parts = compiled.Includes.Concat(compiled.Excludes).Concat(compiled.Expansion ?? []).ToArray();
        var cost = parts.Sum(p => 1 + p.ValueSets.Sum(v => v?.Cost ?? 0));
        return _done[definition] = cost > MaxCost
            ? Refused(definition, $"The value set {definition} nests value sets so that one question goes through more than {MaxCost} parts.")
            : new CompiledValueSet { Definition = definition, Includes = compiled.Includes, Excludes = compiled.Excludes, Expansion = compiled.Expansion, Faults = faults, Cost = cost };
    }

    private static CompiledValueSet Refused(ValueSet definition, string fault) =>
        new() { Definition = definition with { Includes = [], Excludes = [], Expansion = null }, Faults = [fault], Refusal = fault };

    private CompiledPart Part(ValueSetPart part, ValueSet set, List<string> faults)
    {
        var nested = part.ValueSets.Select(url => findSet(url, this)).ToArray();
        faults.AddRange(nested.Where(n => n is not null).SelectMany(n => n!.Faults).Except(faults));
        if (part.System.Length == 0)
            return new CompiledPart(part, null, null, nested.Length == 0 ? [null] : nested, set.IsActiveOnly);
        var system = findSystem(part.System, part.Version);
        return new CompiledPart(part, system, Selection(part, system, faults), nested, set.IsActiveOnly);
    }

    private static ConceptSelection Selection(ValueSetPart part, CodeSystem? system, List<string> faults)
    {
        if (part.Concepts.Count > 0)
            return Listed(part, system);
        if (system is null or { Concepts.Count: 0, IsComplete: false })
            return part.Filters.Count == 0 && SystemGrammars.Find(part.System) is { } grammar ? new ConceptSelection.OfGrammar(grammar) : new ConceptSelection.NotKnown();
        bool[]? taken = null;
        foreach (var filter in part.Filters)
        {
            if (FilterEvaluation.Take(system, filter, faults) is not { } flags)
                return new ConceptSelection.NotKnown();
            for (var i = 0; i < flags.Length && taken is not null; i++)
                flags[i] &= taken[i];
            taken = flags;
        }

        return new ConceptSelection.OfSystem(system, taken);
    }

    private static ConceptSelection.Listed Listed(ValueSetPart part, CodeSystem? system)
    {
        var comparer = system is { IsCaseSensitive: false } ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var concepts = part.Concepts.DistinctBy(c => c.Code, comparer).ToArray();
        return new ConceptSelection.Listed(concepts.ToFrozenDictionary(c => c.Code, comparer), concepts);
    }
}
