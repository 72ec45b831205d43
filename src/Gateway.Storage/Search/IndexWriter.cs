using Gateway.Fhir.Search.Values;
using Gateway.Storage.Database;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Search;

/// <summary>Keeps the index of a resource in step with its current version, in the same transaction.</summary>
internal static class IndexWriter
{
    /// <summary>Replaces the index of a resource; with none, the resource is no longer found.</summary>
    public static async Task ReplaceAsync(LedgerSession session, long rid, bool isNew, ResourceIndex? index, CancellationToken cancellation)
    {
        if (!isNew)
        {
            foreach (var table in IndexTables.All)
                await session.ExecuteAsync($"delete from {table} where sid in (select sid from search_row where rid = @rid)", new { rid }, cancellation);
            await session.ExecuteAsync("delete from search_row where rid = @rid", new { rid }, cancellation);
        }

        if (index is null)
            return;
        var rows = new IndexRows();
        foreach (var one in index.Contained.Prepend(index))
        {
            var sid = await session.InsertAsync("insert into search_row (rid, type, id, contained) values (@rid, @Type, @Id, @IsContained) returning sid",
                new { rid, one.Type, one.Id, one.IsContained }, cancellation);
            rows.Add(sid, one);
        }

        foreach (var (target, values) in rows.All)
            await session.Database.InsertAsync(session.Connection, session.Transaction, target, values);
    }
}
