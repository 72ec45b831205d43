using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>Runs searches over an index in memory. What it finds, and in which order, is what any store of the same values must find.</summary>
public sealed class InMemorySearch(SearchIndex index, SearchLimits? limits = null)
{
    private readonly SearchLimits _limits = limits ?? SearchLimits.Default;

    /// <summary>Finds a page of matches: the first, or that which follows a place.</summary>
    public SearchResult Run(SearchQuery query, SearchPosition? after = null)
    {
        if (query.Summary == SummaryMode.Count)
            return new SearchResult { Total = Count(query) };
        var found = Find(query);
        found.Sort((l, r) => Compare(query, l.Position, r.Position));
        var start = after is null ? 0 : FirstAfter(query, found, after);
        var count = Math.Min(found.Count - start, query.Count ?? int.MaxValue);
        IndexedResource[] page = [.. found.Skip(start).Take(count).Select(f => f.Row)];
        var isCut = false;
        return new SearchResult
        {
            Total = found.Count,
            Matches = page,
            Included = query.Includes.Count == 0 ? [] : new Inclusion(index, query.Includes, _limits.Included).Run(page, out isCut),
            IsIncludedCut = isCut,
            Next = start + count < found.Count && count > 0 ? found[start + count - 1].Position : null,
        };
    }

    /// <summary>The number of matches; nothing is allocated for them.</summary>
    public int Count(SearchQuery query)
    {
        var count = 0;
        foreach (var (table, tests) in Tables(query))
            for (var row = 0; row < table.Count; row++)
                if (IsMatch(table, tests, row))
                    count++;
        return count;
    }

    private List<(SearchPosition Position, IndexedResource Row)> Find(SearchQuery query)
    {
        var found = new List<(SearchPosition, IndexedResource)>();
        foreach (var (table, tests) in Tables(query))
        {
            IndexValue[]?[][] columns = [.. query.Sort.Select(s => table.Column(s.Parameter.Code))];
            for (var row = 0; row < table.Count; row++)
            {
                if (!IsMatch(table, tests, row))
                    continue;
                var resource = table[row]!;
                SortKey[] keys = columns.Length == 0 ? [] : [.. query.Sort.Select((s, i) => SortKey.Of(s, columns[i][row]))];
                found.Add((new SearchPosition(keys, resource.Type, resource.Id), resource));
            }
        }

        return found;
    }

    private IEnumerable<(TypeTable Table, RowTest[] Tests)> Tables(SearchQuery query)
    {
        var tests = new RowTests(index);
        foreach (var type in query.Types.Count > 0 ? query.Types : index.Types)
            if (index.Table(type) is { } table)
                yield return (table, [.. query.Criteria.Select(c => tests.Of(c, type, table))]);
    }

    private static bool IsMatch(TypeTable table, RowTest[] tests, int row)
    {
        if (table[row] is not { Index.IsContained: false })
            return false;
        foreach (var test in tests)
            if (!test(row))
                return false;
        return true;
    }

    private static int FirstAfter(SearchQuery query, List<(SearchPosition Position, IndexedResource Row)> found, SearchPosition after)
    {
        var (low, high) = (0, found.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Compare(query, found[middle].Position, after) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static int Compare(SearchQuery query, SearchPosition left, SearchPosition right)
    {
        for (var i = 0; i < query.Sort.Count; i++)
            if (SortKey.Compare(left.Keys[i], right.Keys[i], query.Sort[i].IsDescending) is not 0 and var order)
                return order;
        return CodePointOrder.Instance.Compare(left.Type, right.Type) is not 0 and var byType ? byType : CodePointOrder.Instance.Compare(left.Id, right.Id);
    }
}
