using System.Globalization;

namespace Gateway.Mapping.Language;

/// <summary>The path of a property. Their order says nothing, so maps hold them sorted.</summary>
internal static class PropertyPath
{
    public static MapList<MapProperty> Sorted(IEnumerable<MapProperty> properties) =>
        [.. properties.Select(p => p with { Path = p.Path.Replace("[0]", "", StringComparison.Ordinal) }).Order(Comparer<MapProperty>.Create(Compare))];

    /// <summary>One step of a path: a name and how many of that name come before; -1 when it is no step.</summary>
    public static (string Name, int Index) Step(string step)
    {
        var open = step.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return (step, 0);
        var isNumber = int.TryParse(step.AsSpan(open + 1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        return isNumber && step == $"{step[..open]}[{index}]" ? (step[..open], index) : (step, -1);
    }

    private static int Compare(MapProperty left, MapProperty right)
    {
        var (l, r) = (left.Path.Split('.'), right.Path.Split('.'));
        for (var i = 0; i < Math.Min(l.Length, r.Length); i++)
        {
            var (a, b) = (Step(l[i]), Step(r[i]));
            var order = string.CompareOrdinal(a.Name, b.Name) is not 0 and var names ? names : a.Index.CompareTo(b.Index);
            if (order != 0)
                return order;
        }

        return l.Length.CompareTo(r.Length);
    }
}
