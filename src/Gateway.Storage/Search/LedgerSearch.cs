using System.Data.Common;
using Dapper;
using Gateway.Fhir.Search.Queries;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Search;

/// <summary>Searches the ledger: the query as one SQL statement over the index, then what it includes.</summary>
public sealed class LedgerSearch(GatewayLedger ledger)
{
    /// <summary>The matches of a page when the query does not say.</summary>
    public const int UsualCount = 50;

    private readonly string _position = ledger.Database.Kind == "postgres" ? "strpos" : "instr";

    /// <summary>Finds the page that comes after a cursor, or the first.</summary>
    public async Task<SearchPage> FindAsync(SearchQuery query, SearchCursor? after = null, CancellationToken cancellation = default)
    {
        var count = query.Summary == SummaryMode.Count ? 0 : query.Count ?? UsualCount;
        var (matches, next) = count == 0 ? ([], null) : await MatchesAsync(query, count, after, cancellation);
        var isAsked = query.Summary == SummaryMode.Count || query.Count == 0 || query.Total is TotalMode.Accurate or TotalMode.Estimate;
        var total = isAsked ? await TotalAsync(query, cancellation) : query.Total == TotalMode.None || after is not null || next is not null ? (long?)null : matches.Count;
        var included = query.Includes.Count == 0 || matches.Count == 0 ? [] : await IncludedAsync(query, matches, cancellation);
        return new SearchPage { Matches = [.. matches.Select(m => m.ToResource())], Places = [.. matches.Select(m => m.Place)], Included = included, Total = total, Next = next };
    }

    /// <summary>The addresses of up to that many matches, inside a unit of work: for conditional changes.</summary>
    public async Task<IReadOnlyList<(string Type, string Id)>> FindAsync(LedgerSession session, SearchQuery query, int count, CancellationToken cancellation = default)
    {
        await session.FlushAsync();
        var sql = new SqlText().Add("select s.type, s.id from search_row s where ");
        Where(sql, query);
        sql.Add(" order by s.type, s.id limit ").Value(count);
        return [.. await session.Connection.QueryAsync<(string, string)>(new CommandDefinition(sql.ToString(), sql.Parameters, session.Transaction, cancellationToken: cancellation))];
    }

    /// <summary>The versions of up to that many matches, inside a unit of work: to see that they are what they were.</summary>
    internal async Task<IReadOnlyList<FoundVersion>> VersionsAsync(LedgerSession session, SearchQuery query, int count, CancellationToken cancellation)
    {
        await session.FlushAsync();
        var sql = new SqlText().Add("select s.type, s.id, r.version from search_row s join resource r on r.rid = s.rid where ");
        Where(sql, query);
        sql.Add(" limit ").Value(count);
        return [.. (await session.Connection.QueryAsync<(string Type, string Id, int Version)>(new CommandDefinition(sql.ToString(), sql.Parameters, session.Transaction, cancellationToken: cancellation))).Select(f => new FoundVersion(f.Type, f.Id, f.Version))];
    }

    /// <summary>A text that is the same for queries that ask the same, in whatever order.</summary>
    internal string Key(SearchQuery query) => string.Join('\u0001', query.Criteria.Select(c =>
    {
        var sql = new SqlText();
        new SqlCriteria(sql, _position).Write(c, "s");
        return $"{sql}\u0002{string.Join('\u0002', sql.Parameters.ParameterNames.Select(n => sql.Parameters.Get<object?>(n)))}";
    }).Order(StringComparer.Ordinal).Prepend(string.Join(',', query.Types)));

    private async Task<(List<MatchRow> Matches, SearchCursor? Next)> MatchesAsync(SearchQuery query, int count, SearchCursor? after, CancellationToken cancellation)
    {
        var (sql, sort) = (new SqlText(), new SqlSort(query.Sort));
        sql.Add("select m.*, r.version, r.updated, r.content from (select * from (select s.sid, s.rid, s.type, s.id");
        sort.Columns(sql, "s");
        sql.Add(" from search_row s where ");
        Where(sql, query);
        sql.Add(") k");
        if (after is not null)
        {
            sql.Add(" where ");
            sort.After(sql, after);
        }

        // One more than the page holds tells whether another follows.
        sql.Add($" order by {sort.Order} limit ").Value(count + 1).Add($") m join resource r on r.rid = m.rid order by {sort.Order.Replace("type, id", "m.type, m.id", StringComparison.Ordinal)}");
        var rows = await ledger.Database.ReadAsync(sql, (reader, ended) => RowsAsync(reader, sort.Count, ended), cancellation);
        if (rows.Count <= count)
            return (rows, null);
        rows.RemoveAt(count);
        return (rows, rows[^1].Place);
    }

    private static async Task<List<MatchRow>> RowsAsync(DbDataReader reader, int keys, CancellationToken cancellation)
    {
        var rows = new List<MatchRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(MatchRow.Read(reader, keys));
        return rows;
    }

    private async Task<IReadOnlyList<StoredResource>> IncludedAsync(SearchQuery query, IReadOnlyList<MatchRow> matches, CancellationToken cancellation)
    {
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await new IncludeSearch(connection, query.Includes).FindAsync(matches, cancellation);
    }

    private async Task<long> TotalAsync(SearchQuery query, CancellationToken cancellation)
    {
        var sql = new SqlText().Add("select count(*) from search_row s where ");
        Where(sql, query);
        await using var connection = await ledger.Database.OpenAsync(cancellation);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql.ToString(), sql.Parameters, cancellationToken: cancellation));
    }

    private void Where(SqlText sql, SearchQuery query)
    {
        sql.Add("not s.contained");
        if (query.Types.Count > 0)
        {
            // SQLite knows nothing of how many rows a value has: the plus keeps it from going through all of a type where a criterion finds few.
            sql.Add(ledger.Database.Kind == "sqlite" && query.Criteria.Count > 0 ? " and +s.type in (" : " and s.type in (");
            for (var i = 0; i < query.Types.Count; i++)
                sql.Add(i > 0 ? ", " : "").Value(query.Types[i]);
            sql.Add(")");
        }

        var criteria = new SqlCriteria(sql, _position);
        foreach (var criterion in query.Criteria)
        {
            sql.Add(" and ");
            criteria.Write(criterion, "s");
        }
    }
}
