namespace Gateway.Mapping.Language;

/// <summary>
/// What a rule makes: <c>tgt.name = create('HumanName') as name share id</c>. Without a context it only names a value
/// (<c>tgt as x</c> is <c>copy(tgt) as x</c>, as in HL7's StructureMaps).
/// </summary>
public sealed record MapTarget
{
    /// <summary>The variable whose element is set.</summary>
    public string? Context { get; init; }

    /// <summary>The element, or a path of several with dots between.</summary>
    public string? Element { get; init; }

    /// <summary>How the value is made; null to make an empty element.</summary>
    public MapTransform? Transform { get; init; }

    public MapList<MapParameter> Parameters { get; init; } = [];

    public string? Variable { get; init; }

    public MapList<MapTargetListMode> ListModes { get; init; } = [];

    /// <summary>The id of <see cref="MapTargetListMode.Share"/>: rules with the same one share an element.</summary>
    public string? ShareId { get; init; }

    public MapPlace Place { get; init; }
}
