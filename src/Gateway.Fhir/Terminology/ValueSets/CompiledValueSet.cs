namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>A value set that is ready to be asked, over the systems and value sets that are loaded.</summary>
internal sealed class CompiledValueSet
{
    public required ValueSet Definition { get; init; }

    public IReadOnlyList<CompiledPart> Includes { get; init; } = [];

    public IReadOnlyList<CompiledPart> Excludes { get; init; } = [];

    /// <summary>The ready-made list; null where there is none.</summary>
    public IReadOnlyList<CompiledPart>? Expansion { get; init; }

    /// <summary>What keeps it from being evaluated as it is written.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Why it is not evaluated at all; null where it is.</summary>
    public string? Refusal { get; init; }

    /// <summary>How many parts one question goes through, those of nested value sets included.</summary>
    public long Cost { get; init; } = 1;

    /// <summary>
    /// The ready-made list speaks where the definition cannot: alone where there is no definition, and otherwise only for what it names, because it may be a
    /// part, and was made of some edition of systems that are not at hand here.
    /// </summary>
    public Membership Has(string? system, string code, string? version)
    {
        if (Definition.Includes.Count == 0)
            return Expansion is null ? Membership.Unknown : Any(Expansion, system, code, version) is var listed && (listed == Membership.Yes || Definition.IsExpansionWhole) ? listed : Membership.Unknown;
        var answer = Any(Includes, system, code, version);
        if (answer != Membership.No && Excludes.Count > 0)
            answer = Kleene.And(answer, Kleene.Not(Any(Excludes, system, code, version)));
        return answer == Membership.Unknown && Expansion is not null && Any(Expansion, system, code, version) == Membership.Yes ? Membership.Yes : answer;
    }

    private static Membership Any(IReadOnlyList<CompiledPart> parts, string? system, string code, string? version)
    {
        var answer = Membership.No;
        for (var i = 0; i < parts.Count && answer != Membership.Yes; i++)
            answer = Kleene.Or(answer, parts[i].Has(system, code, version));
        return answer;
    }
}
