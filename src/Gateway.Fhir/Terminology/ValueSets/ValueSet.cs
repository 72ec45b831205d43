namespace Gateway.Fhir.Terminology.ValueSets;

/// <summary>A value set as its resource defines it (http://hl7.org/fhir/R4/valueset.html).</summary>
public sealed record ValueSet
{
    public required string Url { get; init; }

    public string Version { get; init; } = "";

    public string Title { get; init; } = "";

    /// <summary>True where the definition leaves out inactive concepts.</summary>
    public bool IsActiveOnly { get; init; }

    public IReadOnlyList<ValueSetPart> Includes { get; init; } = [];

    public IReadOnlyList<ValueSetPart> Excludes { get; init; } = [];

    /// <summary>The members that its resource lists ready-made; null where it lists none.</summary>
    public IReadOnlyList<ValueSetPart>? Expansion { get; init; }

    /// <summary>False where the list is a part only: a page, too costly, or of a set without end.</summary>
    public bool IsExpansionWhole { get; init; }

    public override string ToString() => Version.Length == 0 ? Url : $"{Url}|{Version}";
}
