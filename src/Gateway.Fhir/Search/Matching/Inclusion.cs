using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Matching;

/// <summary>
/// Adds what <c>_include</c> and <c>_revinclude</c> ask for (http://hl7.org/fhir/R4/search.html#include): to the matches of a page, and, with
/// <c>:iterate</c>, to what was included, until nothing new comes. A resource comes once; what is not there is passed over.
/// </summary>
internal sealed class Inclusion(SearchIndex index, IReadOnlyList<SearchInclude> includes, int limit)
{
    private readonly HashSet<(string, string)> _known = [];
    private readonly List<IndexedResource> _included = [];
    private bool _isCut;

    public IReadOnlyList<IndexedResource> Run(IReadOnlyList<IndexedResource> matches, out bool isCut)
    {
        _known.UnionWith(matches.Select(m => (m.Type, m.Id)));
        var from = matches;
        for (var round = 0; from.Count > 0 && !_isCut; round++)
        {
            var before = _included.Count;
            foreach (var include in includes.Where(i => round == 0 || i.IsIterated))
                foreach (var found in include.IsReverse ? Referring(include, from) : Referred(include, from))
                    Add(found);
            from = _included[before..];
        }

        isCut = _isCut;
        return _included;
    }

    private void Add(IndexedResource found)
    {
        if (found.Index.IsContained || !_known.Add((found.Type, found.Id)))
            return;
        if (_included.Count == limit)
            _isCut = true;
        else
            _included.Add(found);
    }

    private IEnumerable<IndexedResource> Referred(SearchInclude include, IReadOnlyList<IndexedResource> from) =>
        from.Where(r => include.Source == "*" || r.Type == include.Source)
            .SelectMany(r => References(r, include)).SelectMany(Targets)
            .Where(t => include.Target is null || t.Type == include.Target);

    private IEnumerable<IndexedResource> Referring(SearchInclude include, IReadOnlyList<IndexedResource> to)
    {
        var wanted = to.Where(r => include.Target is null || r.Type == include.Target).Select(r => (r.Type, r.Id)).ToHashSet();
        foreach (var type in include.Source == "*" ? index.Types : [include.Source])
        {
            if (index.Table(type) is not { } table)
                continue;
            for (var row = 0; row < table.Count; row++)
                if (table[row] is { } referring && References(referring, include).Any(r => IsAmong(r, wanted)))
                    yield return referring;
        }
    }

    private bool IsAmong(ReferenceValue reference, HashSet<(string, string)> wanted) => reference.IsLocal
        ? wanted.Contains((reference.Type!, reference.Id!))
        : reference.IsCanonical && index.FindByUrl(reference).Any(r => wanted.Contains((r.Type, r.Id)));

    private IEnumerable<IndexedResource> Targets(ReferenceValue reference) => reference.IsCanonical ? index.FindByUrl(reference)
        : reference.IsLocal && index.Find(reference.Type!, reference.Id!) is { } found ? [found] : [];

    private static IEnumerable<ReferenceValue> References(IndexedResource resource, SearchInclude include) => include.Code is null
        ? resource.Index.Values.Values.SelectMany(v => v.OfType<ReferenceValue>())
        : resource.Index.Values.GetValueOrDefault(include.Code, []).OfType<ReferenceValue>();
}
