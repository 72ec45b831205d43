namespace Gateway.Mapping.Language;

/// <summary>A constant of the map (R5): <c>let name = expression;</c>.</summary>
public sealed record MapConstant(string Name, MapExpression Value)
{
    public MapPlace Place { get; init; }
}
