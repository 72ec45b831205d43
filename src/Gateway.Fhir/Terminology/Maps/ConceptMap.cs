namespace Gateway.Fhir.Terminology.Maps;

/// <summary>A ConceptMap, ready to be asked (http://hl7.org/fhir/R4/conceptmap.html). Immutable; the ConceptMaps that it sends codes on to are given with each question.</summary>
public sealed class ConceptMap
{
    private const int MaxOthers = 8;

    public required string Url { get; init; }

    public string Version { get; init; } = "";

    /// <summary>The value set that it translates from; empty where none is said.</summary>
    public string SourceSet { get; init; } = "";

    /// <summary>The value set that it translates to; empty where none is said.</summary>
    public string TargetSet { get; init; } = "";

    public IReadOnlyList<ConceptMapGroup> Groups { get; init; } = [];

    /// <summary>True when its rows are all that it can give, whatever the code.</summary>
    public bool IsClosed => Groups.All(g => g.Unmapped is ConceptUnmapped.Reported or ConceptUnmapped.Fixed);

    /// <summary>
    /// The one thing that a code becomes; false when no row names it and no <c>unmapped</c> says what to do. A code without a system is looked for in all
    /// groups. A true answer without a target means that the code has no match on purpose.
    /// </summary>
    /// <param name="system">The system of the code.</param>
    /// <param name="code">The code.</param>
    /// <param name="others">Finds the ConceptMap that an <c>unmapped</c> of mode other-map names.</param>
    /// <param name="reached">Is told of the row that answered.</param>
    /// <param name="target">What it becomes.</param>
    public bool TryTranslate(string? system, string code, Func<string, ConceptMap?> others, Action<ConceptRow>? reached, out ConceptTarget? target) =>
        TryTranslate(system, code, others, reached, [], out target);

    /// <summary>All that a code becomes, group by group.</summary>
    /// <param name="system">The system of the code; null to look in all groups.</param>
    /// <param name="code">The code.</param>
    /// <param name="others">Finds the ConceptMap that an <c>unmapped</c> of mode other-map names.</param>
    /// <param name="given">What is known besides, for targets that depend on it.</param>
    public IReadOnlyList<ConceptTarget> Translate(string? system, string code, Func<string, ConceptMap?> others, IReadOnlyList<ConceptDependency>? given = null) =>
        [.. Translate(system, code, others, given ?? [], []).Distinct()];

    /// <summary>The codes that become this one, each with the equivalence seen from here.</summary>
    public IReadOnlyList<ConceptTarget> TranslateBack(string? system, string code) =>
    [
        .. Groups.Where(g => system is null || g.Target is null || g.Target == system).SelectMany(g => g.Rows.Values)
            .SelectMany(r => r.Targets.Where(t => t.Code == code && t.IsMatch).Select(t => new ConceptTarget(r.System, r.Code, null) { Equivalence = ConceptEquivalence.Reversed(t.Equivalence) }))
            .Distinct(),
    ];

    private IEnumerable<ConceptTarget> Translate(string? system, string code, Func<string, ConceptMap?> others, IReadOnlyList<ConceptDependency> given, IReadOnlyList<ConceptMap> asked)
    {
        foreach (var group in Groups.Where(g => g.Takes(system)))
        {
            if (group.Rows.TryGetValue(code, out var row))
                foreach (var target in row.Targets.Where(t => t.DependsOn.All(given.Contains)))
                    yield return target;
            else if (Unmapped(group, code) is { } target)
                yield return target;
            else if (Other(group, others, asked) is { } other)
                foreach (var found in other.Translate(system, code, others, given, [.. asked, this]))
                    yield return found;
        }
    }

    private bool TryTranslate(
        string? system, string code, Func<string, ConceptMap?> others, Action<ConceptRow>? reached, IReadOnlyList<ConceptMap> asked, out ConceptTarget? target)
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            if (Groups[i].Takes(system) && Groups[i].Rows.TryGetValue(code, out var row))
            {
                reached?.Invoke(row);
                target = row.Target;
                return true;
            }
        }

        foreach (var group in Groups)
        {
            if (!group.Takes(system))
                continue;
            target = Unmapped(group, code);
            if (target is not null && group.Fixed is { } all)
                reached?.Invoke(all);
            if (target is not null || Other(group, others, asked)?.TryTranslate(system, code, others, reached, [.. asked, this], out target) == true)
                return true;
        }

        target = null;
        return false;
    }

    private static ConceptTarget? Unmapped(ConceptMapGroup group, string code) => group.Unmapped switch
    {
        ConceptUnmapped.Provided => new ConceptTarget(group.Target, code, null) { Equivalence = "equal" },
        ConceptUnmapped.Fixed => group.Fixed!.Target,
        _ => null,
    };

    // Each ConceptMap is asked once, should they name each other in a ring.
    private ConceptMap? Other(ConceptMapGroup group, Func<string, ConceptMap?> others, IReadOnlyList<ConceptMap> asked) =>
        group.Unmapped == ConceptUnmapped.Other && asked.Count < MaxOthers && others(group.Other!) is { } other && !ReferenceEquals(other, this) && !asked.Contains(other) ? other : null;
}
