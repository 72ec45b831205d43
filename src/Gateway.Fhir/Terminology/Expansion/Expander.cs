using Gateway.Fhir.Search.Values;
using Gateway.Fhir.Terminology.Systems;
using Gateway.Fhir.Terminology.ValueSets;

namespace Gateway.Fhir.Terminology.Expansion;

/// <summary>Lists the members of one value set: those of each include in its order, without what is excluded, each once. Ends when the work is more than is allowed.</summary>
internal sealed class Expander(ExpansionOptions options)
{
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);
    private readonly string[] _words = [.. options.Filter.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(FoldedText.Of)];
    private long _work;
    private bool _isEndless;
    private bool _isUnclosed;

    public ExpansionResult Expand(CompiledValueSet set)
    {
        var page = new List<ExpandedConcept>();
        var seen = new HashSet<(string System, string Code)>();
        var total = 0;
        foreach (var member in Members(set))
        {
            if (!seen.Add((member.System, member.Code)) || !IsWanted(member))
                continue;
            if (total++ >= options.Offset && page.Count < (options.Count ?? int.MaxValue))
                page.Add(member);
            if (page.Count > options.MaxConcepts)
                _isEndless = true;
            if (IsTooMuch)
                break;
        }

        return IsTooMuch ? new ExpansionResult(ExpansionState.TooCostly)
            : _missing.Count > 0 || set.Refusal is not null ? new ExpansionResult(ExpansionState.Incomplete) { Missing = [.. _missing] }
            : new ExpansionResult(ExpansionState.Expanded) { Concepts = page, Total = total, IsUnclosed = _isUnclosed };
    }

    private bool IsTooMuch => _isEndless || _work > options.MaxWork;

    private bool IsWanted(ExpandedConcept member) =>
        !(options.IsActiveOnly && member.IsInactive) && !(options.IsSelectableOnly && member.IsAbstract)
        && (_words.Length == 0 || (FoldedText.Of(member.Display) is var display && FoldedText.Of(member.Code) is var code
            && _words.All(w => display.Contains(w, StringComparison.Ordinal) || code.Contains(w, StringComparison.Ordinal))));

    // What the definition cannot list, a ready-made list may.
    private IEnumerable<ExpandedConcept> Members(CompiledValueSet set)
    {
        var isReadyMade = set is { Expansion: not null, Definition.IsExpansionWhole: true } && !IsListable(set);
        if (!isReadyMade && set.Includes.Count == 0)
            _missing.Add(set.Definition.Url);
        foreach (var part in isReadyMade ? set.Expansion! : set.Includes)
            foreach (var member in Members(part))
                if (isReadyMade || !IsExcluded(set, member))
                    yield return member;
    }

    private static bool IsListable(CompiledValueSet set) => set.Includes.Count > 0
        && set.Includes.All(p => p.ValueSets.All(v => v is not null) && (p.Selection is null ? IsListable(p.ValueSets[0]!) : p.Selection.All is not null));

    private IEnumerable<ExpandedConcept> Members(CompiledPart part)
    {
        _missing.UnionWith(part.Definition.ValueSets.Where((_, i) => part.ValueSets[i] is null or { Refusal: not null }));
        var first = part.Selection is null ? part.ValueSets.FirstOrDefault(v => v is not null) : null;
        var rest = part.ValueSets.OfType<CompiledValueSet>().Where(v => v != first).ToArray();
        foreach (var member in part.Selection is null ? first is null ? [] : Members(first) : OfSystem(part))
        {
            _work += 1 + rest.Sum(v => v.Cost);
            if (IsTooMuch)
                yield break;
            if (Array.TrueForAll(rest, v => Known(v.Has(member.System, member.Code, null), v.Definition.Url) == Membership.Yes))
                yield return member;
        }
    }

    private IEnumerable<ExpandedConcept> OfSystem(CompiledPart part)
    {
        if (part.Selection!.All is not { } concepts)
        {
            _isEndless |= part.Selection.IsEndless;
            if (!part.Selection.IsEndless)
                _missing.Add(part.Definition.System);
            yield break;
        }

        _isUnclosed |= part.Selection is ConceptSelection.OfSystem && part.System is { IsComplete: false };
        foreach (var listed in concepts)
            if (Member(part, part.System?.Find(listed.Code), listed) is { } member && !(part.IsActiveOnly && member.IsInactive))
                yield return member;
    }

    private static ExpandedConcept Member(CompiledPart part, Concept? concept, ListedConcept listed) => new(part.Definition.System, listed.Code)
    {
        Version = part.System?.Version ?? part.Definition.Version,
        Display = listed.Display.Length > 0 ? listed.Display : concept?.Display ?? "",
        IsAbstract = concept is { IsAbstract: true },
        IsInactive = concept is { IsInactive: true },
    };

    private bool IsExcluded(CompiledValueSet set, ExpandedConcept member)
    {
        foreach (var part in set.Excludes)
        {
            _work += 1 + part.ValueSets.Sum(v => v?.Cost ?? 0);
            if (Known(part.Has(member.System, member.Code, null), part.Definition.System) == Membership.Yes)
                return true;
        }

        return false;
    }

    private Membership Known(Membership answer, string asked)
    {
        if (answer == Membership.Unknown)
            _missing.Add(asked);
        return answer;
    }
}
