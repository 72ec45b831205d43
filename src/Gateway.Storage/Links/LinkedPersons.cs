namespace Gateway.Storage.Links;

/// <summary>
/// Who is one person among records, which follows from the records alone, in whatever order they came. Records that lead to each other by strong
/// identifiers are one person's, unless they hold two NHS numbers or two PNC identifiers between them. Such a set is contested, and in it
/// only an NHS number joins, or for records without one a PNC identifier; where one NHS number comes with two PNC identifiers, both must be the same.
/// So no record is ever joined to one with another NHS number.
/// </summary>
public static class LinkedPersons
{
    /// <summary>The most records that are followed. More are never one person's: an identifier is shared that is none, and each record stands alone.</summary>
    public const int MaxRecords = 500;

    /// <param name="records">All records of which one leads to another.</param>
    public static IReadOnlyList<LinkedPerson> Of(IReadOnlyList<LinkedRecord> records) => [.. Sets(records).SelectMany(Persons)];

    private static IEnumerable<LinkedPerson> Persons(IReadOnlyList<LinkedRecord> set)
    {
        if (set.Count > MaxRecords)
            return set.Select(r => Person([r], true));
        if (!Differ(set, LinkSystems.NhsNumber) && !Differ(set, LinkSystems.Pnc))
            return [Person(set, false)];
        return set.GroupBy(Key).SelectMany(same => same.Key is null ? same.Select(r => Person([r], true)) : Split([.. same], same.Key));
    }

    private static IEnumerable<LinkedPerson> Split(IReadOnlyList<LinkedRecord> same, string key)
    {
        if (key[0] == 'p' || !Differ(same, LinkSystems.Pnc))
            return [Person(same, true)];
        return same.GroupBy(r => Values(r, LinkSystems.Pnc) is [var pnc] ? pnc : "").Select(g => Person([.. g], true));
    }

    // What joins a record in a contested set; null for nothing. A record that contradicts itself is joined to none.
    private static string? Key(LinkedRecord record) => (Values(record, LinkSystems.NhsNumber), Values(record, LinkSystems.Pnc)) switch
    {
        ([var nhs], not [_, _, ..]) => $"n {nhs}",
        ([], [var pnc]) => $"p {pnc}",
        _ => null,
    };

    private static IReadOnlyList<string> Values(LinkedRecord record, string system) => [.. record.Identifiers.Where(i => i.IsStrong && i.System == system).Select(i => i.Value)];

    private static bool Differ(IEnumerable<LinkedRecord> records, string system) => records.SelectMany(r => Values(r, system)).Distinct().Skip(1).Any();

    private static LinkedPerson Person(IReadOnlyList<LinkedRecord> records, bool isContested) =>
        new() { Records = [.. records.OrderBy(r => r.Source, StringComparer.Ordinal).ThenBy(r => r.Patient, StringComparer.Ordinal)], IsContested = isContested };

    // The sets of records that lead to each other.
    private static IEnumerable<IReadOnlyList<LinkedRecord>> Sets(IReadOnlyList<LinkedRecord> records)
    {
        var holders = records.SelectMany(r => r.Identifiers.Where(i => i.IsStrong), (record, i) => (Key: (i.System, i.Value), record)).ToLookup(h => h.Key, h => h.record);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in records)
        {
            if (!seen.Add(first.Patient))
                continue;
            var set = new List<LinkedRecord> { first };
            for (var i = 0; i < set.Count; i++)
                set.AddRange(set[i].Identifiers.Where(s => s.IsStrong).SelectMany(s => holders[(s.System, s.Value)]).Where(r => seen.Add(r.Patient)));
            yield return set;
        }
    }
}
