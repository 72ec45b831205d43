using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>
/// Makes criteria ready for tables. What a chain leads to is found first, once, as a set of ids: a row then needs one look into it.
/// </summary>
internal sealed class RowTests(SearchIndex index)
{
    /// <summary>The test of a criterion on the rows of a type.</summary>
    public RowTest Of(SearchCriterion criterion, string type, TypeTable table) => criterion switch
    {
        ValueCriterion values => Values(values, table),
        MissingCriterion missing => Missing(missing, table),
        ChainCriterion chain => Chain(chain, table),
        ReverseChainCriterion reverse => Reverse(reverse, type, table),
        CompartmentCriterion compartment => Compartment(compartment, type, table),
        _ => throw new ArgumentException($"There is no test for {criterion.GetType().Name}.", nameof(criterion)),
    };

    /// <summary>The rows of a type that meet a criterion.</summary>
    private IEnumerable<IndexedResource> Find(SearchCriterion criterion, string type)
    {
        if (index.Table(type) is not { } table)
            yield break;
        var test = Of(criterion, type, table);
        for (var row = 0; row < table.Count; row++)
            if (table[row] is { } found && test(row))
                yield return found;
    }

    private static RowTest Values(ValueCriterion criterion, TypeTable table)
    {
        var column = table.Column(criterion.Parameter.Code);
        SearchTerm[] terms = [.. criterion.Terms];
        var expected = !criterion.IsNegated;
        if (terms is [var only])
            return row => MatchesAny(only, column[row]) == expected;
        return row =>
        {
            foreach (var term in terms)
                if (MatchesAny(term, column[row]))
                    return expected;
            return !expected;
        };
    }

    private static bool MatchesAny(SearchTerm term, IndexValue[]? values)
    {
        if (values is not null)
            foreach (var value in values)
                if (term.Matches(value))
                    return true;
        return false;
    }

    private static RowTest Missing(MissingCriterion criterion, TypeTable table)
    {
        var column = table.Column(criterion.Parameter.Code);
        var isMissing = criterion.IsMissing;
        return row => column[row] is null == isMissing;
    }

    private RowTest Chain(ChainCriterion criterion, TypeTable table)
    {
        var found = new HashSet<(string Type, string Id)>();
        foreach (var target in criterion.Targets)
            found.UnionWith(Find(target.Condition, target.Type).Select(r => (r.Type, r.Id)));
        var column = table.Column(criterion.Reference.Code);
        return row => column[row] is { } values && values.Any(v => v is ReferenceValue reference && LeadsTo(reference, found));
    }

    private bool LeadsTo(ReferenceValue reference, HashSet<(string Type, string Id)> found) => reference.IsLocal
        ? found.Contains((reference.Type!, reference.Id!))
        : reference.IsCanonical && index.FindByUrl(reference).Any(r => found.Contains((r.Type, r.Id)));

    private RowTest Reverse(ReverseChainCriterion criterion, string type, TypeTable table)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var referring in Find(criterion.Condition, criterion.Type).Where(r => !r.Index.IsContained))
            foreach (var reference in referring.Index.Values.GetValueOrDefault(criterion.Reference.Code, []).OfType<ReferenceValue>())
                if (reference.IsLocal && reference.Type == type)
                    found.Add(reference.Id!);
                else if (reference.IsCanonical)
                    found.UnionWith(index.FindByUrl(reference).Where(r => r.Type == type).Select(r => r.Id));
        return row => table[row] is { } resource && found.Contains(resource.Id);
    }

    private static RowTest Compartment(CompartmentCriterion criterion, string type, TypeTable table)
    {
        if (!criterion.Codes.TryGetValue(type, out var codes))
            return _ => false;
        var columns = codes.Where(c => c != "_id").Select(table.Column).ToArray();
        var holdsItself = codes.Contains("_id") && type == criterion.Type;
        var ids = criterion.Ids.ToHashSet(StringComparer.Ordinal);
        return row => (holdsItself && ids.Contains(table[row]!.Id))
            || columns.Any(c => c[row] is { } values && values.Any(v => v is ReferenceValue { IsLocal: true } reference && reference.Type == criterion.Type && ids.Contains(reference.Id!)));
    }
}
