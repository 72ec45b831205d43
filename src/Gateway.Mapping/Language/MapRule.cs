namespace Gateway.Mapping.Language;

/// <summary>A rule: for each match of the sources make the targets, then run nested rules and other groups.</summary>
public sealed record MapRule
{
    /// <summary>The name that the rule has, or gets where it has none: see <see cref="NameFrom"/>.</summary>
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required MapList<MapSource> Sources { get; init; }

    public MapList<MapTarget> Targets { get; init; } = [];

    public MapList<MapRule> Rules { get; init; } = [];

    /// <summary>Groups that are run for each match, in order.</summary>
    public MapList<MapDependent> Dependents { get; init; } = [];

    /// <summary>The comment behind the rule.</summary>
    public string? Documentation { get; init; }

    public MapPlace Place { get; init; }

    /// <summary>True for <c>src.a -> tgt.b</c>, which leaves to the types of both what is done: a copy, or the group for these types.</summary>
    public bool IsShort => Sources is [{ Element: not null, Variable: null }]
        && Targets is [{ Context: not null, Element: not null, Transform: null, Variable: null }] && Rules.Count == 0 && Dependents.Count == 0;

    /// <summary>The name of a rule that has none, as HL7's parser makes it: its source's element (and type), or else its context.</summary>
    public static string NameFrom(MapSource source) =>
        source.Element is null ? source.Context : source.Type is null ? source.Element : $"{source.Element}-{source.Type}";
}
