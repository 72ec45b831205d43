using System.Globalization;
using System.Text;

namespace Gateway.Mapping.Language.Text;

/// <summary>Writes ConceptMaps inside a map. The prefixes are s, t and on, one for each system.</summary>
internal static class ConceptMapWriter
{
    public static void Write(StringBuilder text, MapConceptMap map)
    {
        var systems = map.Groups.SelectMany(g => new[] { g.Source, g.Target }).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var prefixes = systems.Index().ToDictionary(s => s.Item, s => Prefix(s.Index), StringComparer.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"conceptmap {MapWords.Quote("#" + map.Id, '"')} {{\n");
        foreach (var system in systems)
            text.Append(CultureInfo.InvariantCulture, $"  prefix {prefixes[system]} = {MapWords.Quote(system, '"')}\n");
        foreach (var group in map.Groups.Where(g => g.Unmapped is not null))
            text.Append(CultureInfo.InvariantCulture, $"  unmapped for {prefixes[group.Source]} = {Unmapped(group.Unmapped!)}\n");
        foreach (var group in map.Groups)
            foreach (var row in group.Rows)
                Row(text, prefixes[group.Source], group.Target is null ? null : prefixes[group.Target], row);
        text.Append("}\n");
    }

    // s to z, then s1 and on.
    private static string Prefix(int index) => index < 8 ? ((char)('s' + index)).ToString() : $"s{index - 7}";

    private static string Unmapped(MapUnmapped unmapped) =>
        MapCodes.UnmappedModes.Of(unmapped.Mode) + (unmapped.Value is null ? "" : $" {MapWords.Quote(unmapped.Value, '"')}");

    private static void Row(StringBuilder text, string source, string? target, MapConceptRow row)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {source}:{Code(row.Code)} {MapCodes.RelationSymbols.Of(row.Relation)}");
        if (row.Target is not null)
            text.Append(CultureInfo.InvariantCulture, $" {target}:{Code(row.Target)}");
        text.Append('\n');
    }

    private static string Code(string code) => code.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.') ? code : MapWords.Quote(code, '"');
}
