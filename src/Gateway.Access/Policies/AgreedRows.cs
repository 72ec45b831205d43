namespace Gateway.Access.Policies;

/// <summary>Lays the agreements of an area over the rows: which hold between whom. No two may hold for the same.</summary>
internal static class AgreedRows
{
    public static IReadOnlyList<PolicyRow> Of(IReadOnlyDictionary<string, PolicyRow> rows, AreaAccess area, List<string> faults)
    {
        var agreed = new List<PolicyRow>();
        foreach (var (agreement, i) in area.Agreements.Select((a, i) => (a, i)))
        {
            var place = $"access agreements[{i}]";
            foreach (var (name, list) in new[] { ("rows", agreement.Rows), ("controllers", agreement.Controllers), ("recipients", agreement.Recipients) })
                if (list.Count == 0)
                    faults.Add($"{place}: {name} is missing.");
            foreach (var id in agreement.Rows)
                if (rows.TryGetValue(id, out var row))
                    agreed.Add(row with { Controllers = agreement.Controllers, Organizations = agreement.Recipients });
                else
                    faults.Add($"{place}: there is no row {id}.");
        }

        faults.AddRange(from first in agreed.Select((row, i) => (Row: row, Index: i))
                        from second in agreed.Skip(first.Index + 1)
                        where AreForTheSame(first.Row, second)
                        select $"access: the rows {first.Row.Id} and {second.Id} hold for the same controller, recipient, purpose and type.");
        return agreed;
    }

    // A row that names types goes before one that is about all, and one for a controller before one for all, so that these may stand side by side.
    private static bool AreForTheSame(PolicyRow one, PolicyRow other) => one.Recipient == other.Recipient && one.Purpose == other.Purpose
        && (one.Controllers.Contains(PolicyRow.Everybody) ? other.Controllers.Contains(PolicyRow.Everybody) : one.Controllers.Any(other.Controllers.Contains))
        && (one.Organizations.Contains(PolicyRow.Everybody) || other.Organizations.Contains(PolicyRow.Everybody) || one.Organizations.Any(other.Organizations.Contains))
        && (one.Types.Count == 0 ? other.Types.Count == 0 : one.Types.Any(other.Types.Contains));
}
