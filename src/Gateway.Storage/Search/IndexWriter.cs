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
        foreach (var one in index.Contained.Prepend(index))
        {
            var sid = await session.NumberAsync("search_row", "sid");
            session.Add($"search_row (sid, rid, type, id, contained){session.Database.WithNumbers}", sid, rid, one.Type, one.Id, one.IsContained);
            IndexRows.Add(session, sid, one);
        }
    }
}
