namespace Gateway.Mapping.Compilation;

/// <summary>A ConceptMap, ready to be asked (http://hl7.org/fhir/R4/conceptmap.html).</summary>
internal sealed class ConceptTable(string url, IEnumerable<ConceptTableGroup> groups)
{
    private const int MaxOthers = 8;
    private readonly ConceptTableGroup[] _groups = [.. groups];

    public string Url { get; } = url;

    public IReadOnlyList<ConceptTableGroup> Groups => _groups;

    /// <summary>True when its rows are all that it can give, whatever the code.</summary>
    public bool IsClosed => _groups.All(g => g.Unmapped is ConceptUnmapped.Reported or ConceptUnmapped.Fixed);

    /// <summary>How another ConceptMap is found, which an <c>unmapped</c> of mode other-map names.</summary>
    public Func<string, ConceptTable?> Others { get; set; } = static _ => null;

    /// <summary>
    /// What a code becomes; false when no row names it and no <c>unmapped</c> says what to do. A code without a system is looked for in
    /// all groups. A true answer without a target means that the code has no match on purpose.
    /// </summary>
    public bool TryTranslate(string? system, string code, MapRecorder? recorder, out ConceptTarget? target) => TryTranslate(system, code, recorder, [], out target);

    private bool TryTranslate(string? system, string code, MapRecorder? recorder, IReadOnlyList<ConceptTable> asked, out ConceptTarget? target)
    {
        foreach (var group in _groups)
        {
            if ((system is null || group.Source is null || group.Source == system) && group.Rows.TryGetValue(code, out var row))
            {
                recorder?.Translated(row);
                target = row.Target;
                return true;
            }
        }

        foreach (var group in _groups)
            if ((system is null || group.Source is null || group.Source == system) && TryUnmapped(group, system, code, recorder, asked, out target))
                return true;
        target = null;
        return false;
    }

    private bool TryUnmapped(ConceptTableGroup group, string? system, string code, MapRecorder? recorder, IReadOnlyList<ConceptTable> asked, out ConceptTarget? target)
    {
        target = group.Unmapped switch
        {
            ConceptUnmapped.Provided => new ConceptTarget(group.Target, code, null),
            ConceptUnmapped.Fixed => group.Fixed,
            _ => null,
        };
        if (group.Unmapped == ConceptUnmapped.Fixed)
            recorder?.Translated(group.FixedRow!);

        // Each ConceptMap is asked once, should they name each other in a ring.
        if (group.Unmapped == ConceptUnmapped.Other && asked.Count < MaxOthers && Others(group.Other!) is { } other && !ReferenceEquals(other, this) && !asked.Contains(other))
            return other.TryTranslate(system, code, recorder, [.. asked, this], out target);
        return target is not null;
    }
}
