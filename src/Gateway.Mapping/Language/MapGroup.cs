namespace Gateway.Mapping.Language;

/// <summary>A group of rules: <c>group Name(source src : Type, target tgt : Type) extends Other &lt;&lt;types&gt;&gt; { … }</c>.</summary>
public sealed record MapGroup(string Name)
{
    public string? Extends { get; init; }

    public MapTypeMode TypeMode { get; init; }

    /// <summary>The comment before the group, line by line.</summary>
    public string? Documentation { get; init; }

    /// <summary>At least one.</summary>
    public required MapList<MapInput> Inputs { get; init; }

    public MapList<MapRule> Rules { get; init; } = [];

    public MapPlace Place { get; init; }
}
