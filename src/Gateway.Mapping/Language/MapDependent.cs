namespace Gateway.Mapping.Language;

/// <summary>Another group that a rule runs: <c>then Group(a, b)</c>.</summary>
public sealed record MapDependent(string Name)
{
    public MapList<MapParameter> Parameters { get; init; } = [];

    public MapPlace Place { get; init; }
}
