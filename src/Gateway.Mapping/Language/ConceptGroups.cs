namespace Gateway.Mapping.Language;

/// <summary>
/// Sorts the rows of a ConceptMap into groups, as HL7's parser does: one for each pair of systems; what has no target joins the
/// first group of its source. Groups that say what becomes of unmapped codes come first, as those lines do in a text.
/// </summary>
internal sealed class ConceptGroups
{
    private readonly List<(MapConceptGroup Group, List<MapConceptRow> Rows)> _groups = [];

    public void Add(string source, string? target, MapConceptRow row) => _groups[Find(source, target)].Rows.Add(row);

    public void SetUnmapped(string source, MapUnmapped unmapped)
    {
        var index = Find(source, null);
        _groups[index] = (_groups[index].Group with { Unmapped = unmapped }, _groups[index].Rows);
    }

    public MapList<MapConceptGroup> ToList() => [.. _groups.OrderBy(g => g.Group.Unmapped is null).Select(g => g.Group with { Rows = [.. g.Rows] })];

    private int Find(string source, string? target)
    {
        var index = _groups.FindIndex(g => g.Group.Source == source && (target is null || g.Group.Target is null || g.Group.Target == target));
        if (index < 0)
        {
            index = _groups.Count;
            _groups.Add((new MapConceptGroup(source, target), []));
        }
        else if (_groups[index].Group.Target is null)
        {
            _groups[index] = (_groups[index].Group with { Target = target }, _groups[index].Rows);
        }

        return index;
    }
}
