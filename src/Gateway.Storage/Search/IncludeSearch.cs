using System.Data.Common;
using Dapper;
using Gateway.Fhir.Search.Queries;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Search;

/// <summary>Finds what matches refer to, and what refers to them; with <c>:iterate</c> from what was found on, each resource once.</summary>
internal sealed class IncludeSearch(DbConnection connection, IReadOnlyList<SearchInclude> includes)
{
    /// <summary>The most resources that a page includes.</summary>
    public const int Most = 1_000;

    public async Task<IReadOnlyList<StoredResource>> FindAsync(IReadOnlyList<MatchRow> matches, CancellationToken cancellation)
    {
        var seen = matches.Select(m => m.Sid).ToHashSet();
        var found = new List<MatchRow>();
        IReadOnlyList<MatchRow> from = matches;
        for (var asked = includes; from.Count > 0 && asked.Count > 0 && found.Count < Most; asked = [.. includes.Where(i => i.IsIterated)])
        {
            var next = new List<MatchRow>();
            foreach (var include in asked)
                foreach (var row in await FindAsync(include, from, cancellation))
                    if (found.Count + next.Count < Most && seen.Add(row.Sid))
                        next.Add(row);
            found.AddRange(next);
            from = next;
        }

        return [.. found.OrderBy(f => f.Type, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal).Select(f => f.ToResource())];
    }

    private async Task<IReadOnlyList<MatchRow>> FindAsync(SearchInclude include, IReadOnlyList<MatchRow> from, CancellationToken cancellation)
    {
        var isAny = include.Source == "*";
        var sids = from.Where(m => include.IsReverse ? include.Target is null || m.Type == include.Target : isAny || m.Type == include.Source).Select(m => m.Sid).ToArray();
        if (sids.Length == 0)
            return [];
        var (near, far) = include.IsReverse ? ("t", "h") : ("h", "t");
        var sql = new SqlText().Add("select m.*, r.version, r.updated, r.content from (");
        for (var isCanonical = false; ; isCanonical = true)
        {
            // A reference leads to a resource by its address; a canonical by the resource's own url.
            sql.Add($"select {far}.sid, {far}.rid, {far}.type, {far}.id from search_reference i join search_row h on h.sid = i.sid ")
                .Add(isCanonical
                    ? "join search_uri u on u.code = 'url' and u.value = i.url and (i.version is null or i.version = u.version) join search_row t on t.sid = u.sid where i.canonical"
                    : "join search_row t on t.type = i.type and t.id = i.id where i.url is null")
                .Add($" and i.part = -1 and not h.contained and not t.contained and {near}.sid in (");
            for (var i = 0; i < sids.Length; i++)
                sql.Add(i > 0 ? ", " : "").Value(sids[i]);
            sql.Add(")");
            if (include.Code is not null)
                sql.Add(" and i.code = ").Value(include.Code);
            if (include.IsReverse && !isAny)
                sql.Add(" and h.type = ").Value(include.Source);
            else if (!include.IsReverse && include.Target is not null)
                sql.Add(" and t.type = ").Value(include.Target);
            if (isCanonical)
                break;
            sql.Add(" union ");
        }

        sql.Add(" limit ").Value(Most).Add(") m join resource r on r.rid = m.rid");
        var rows = new List<MatchRow>();
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql.ToString(), sql.Parameters, cancellationToken: cancellation));
        while (await reader.ReadAsync(cancellation))
            rows.Add(MatchRow.Read(reader, 0));
        return rows;
    }
}
