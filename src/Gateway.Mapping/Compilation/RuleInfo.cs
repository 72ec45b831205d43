using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>A rule as reports name it.</summary>
/// <param name="Map">The canonical URL of the map.</param>
/// <param name="Name"><c>Group.rule</c>, with the rules around it.</param>
/// <param name="Place">Where it stands in the map's text.</param>
public sealed record RuleInfo(string Map, string Name, MapPlace Place)
{
    public override string ToString() => Place.Line > 0 ? $"{Name} ({Place})" : Name;
}
