using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Own;
using Gateway.Federation.Paging;
using Gateway.Fhir.Search;
using Gateway.Security;
using Gateway.Storage;
using Gateway.Storage.Ledger;

namespace Gateway.Endpoints.Fhir.History;

/// <summary>
/// <c>GET /fhir/{type}/{id}/_history</c>, <c>/fhir/{type}/_history</c>, <c>/fhir/_history</c> (http://hl7.org/fhir/R4/http.html#history): of the ledger, each version decided by the rules and
/// consents of now; that something was deleted is told to who could see it. Of a source's resource the present version, which is all that sources give.
/// </summary>
internal sealed class HistoryEndpoint(GatewayLedger ledger, OwnVersions versions, FederatedRead federation, Viewings viewings, PageCursors cursors, SearchContext context, FederationOptions options, FhirAddress address, TimeProvider time)
{
    private const int Read = 100;

    public Task<IResult> OfInstanceAsync(string type, string id, HttpContext http) => AnswerAsync(type, id, http);

    public Task<IResult> OfTypeAsync(string type, HttpContext http) => AnswerAsync(type, null, http);

    public Task<IResult> OfAllAsync(HttpContext http) => AnswerAsync(null, null, http);

    private async Task<IResult> AnswerAsync(string? type, string? id, HttpContext http)
    {
        var (caller, interaction) = (http.Caller(), id is null ? Interaction.Search : Interaction.Read);
        if (type is not null && (!context.Parameters.HasType(type) || (id is null && !versions.AreOwn(type))))
            return FhirAnswer.Of(FhirProblem.NotFound);
        if (type is not null && !caller.Grant(interaction, type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var path = string.Join('/', new[] { type, id, "_history" }.Where(p => p is not null));
        var after = http.Request.Query.TryGetValue(PageCursors.Parameter, out var link) ? cursors.OpenHistory(link.ToString(), caller.PageOwner, time.GetUtcNow()) : null;
        if (link.Count > 0 && after?.Path != path)
            return FhirAnswer.Of(FhirProblem.DeadLink);
        var query = after?.Query ?? http.Request.QueryString.Value ?? "";
        var (asked, fault) = HistoryAsked.Read(type, query, context, CompletenessAnswer.IsStrict(http.Request));
        if (asked is null)
            return FhirAnswer.Of(fault!);
        var (viewing, problem) = await viewings.OpenAsync(http, "history", id is null ? null : $"{type}/{id}", asked: type is null ? null : (interaction, type));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        if (id is not null && !versions.IsOwn(type!, id))
            return await PresentAsync(type!, id, asked, viewing, http);
        var (entries, last) = await PageAsync(type, id, asked, after, viewing, http.RequestAborted);
        if (id is not null && entries.Count == 0 && after is null && !await IsSeenAsync(type!, id, viewing, http.RequestAborted))
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(FhirProblem.NotFound);
        }

        var root = address.Of(http.Request);
        var next = last is null ? null : $"{root}/{path}?{PageCursors.Parameter}={cursors.Seal(new HistoryCursor(path, query, last.Updated, last.Type, last.Id, last.Version, time.GetUtcNow() + options.CursorLife), caller.PageOwner)}";
        return await ReleaseAsync(entries, next, after is null && next is null, asked, viewing, http);
    }

    private async Task<IResult> ReleaseAsync(IReadOnlyList<HistoryEntry> entries, string? next, bool isAll, HistoryAsked asked, Viewing viewing, HttpContext http)
    {
        var root = address.Of(http.Request);
        var self = $"{root}{http.Request.Path.Value![FhirAddress.Path.Length..]}{(http.Request.Query.ContainsKey(PageCursors.Parameter) ? http.Request.QueryString.Value : asked.Self)}";
        return new FhirAnswer(await viewing.ReleaseAsync(HistoryBundle.Of(entries, root, self, next, isAll, asked.Part), entries.Select(e => (e.Address, e.Version ?? "")), http.RequestAborted));
    }

    // Versions are read until as many are seen as a page holds; what is hidden leaves no gap. The last that was looked at is where the next page begins.
    private async Task<(List<HistoryEntry> Entries, StoredResource? Last)> PageAsync(string? type, string? id, HistoryAsked asked, HistoryCursor? after, Viewing viewing, CancellationToken cancellation)
    {
        var (entries, most) = (new List<HistoryEntry>(), asked.Part.Count is > 0 and var count ? count : options.PageSize);
        var last = after is null ? null : new StoredResource(after.Type, after.Id, after.Version, after.Updated, "", default);
        for (var looked = 0; looked < options.Records;)
        {
            var page = await ledger.HistoryAsync(type, id, asked.Since, last, Read, asked.At, cancellation);
            for (var i = 0; i < page.Count; i++)
            {
                last = page[i];
                if (await SeenAsync(last, viewing, cancellation) is { } entry)
                    entries.Add(entry);
                if (entries.Count == most)
                    return (entries, i < page.Count - 1 || page.Count == Read ? last : null);
            }

            if (page.Count < Read)
                return (entries, null);
            looked += page.Count;
        }

        return (entries, last);
    }

    private async Task<HistoryEntry?> SeenAsync(StoredResource stored, Viewing viewing, CancellationToken cancellation)
    {
        if (await versions.ContentAsync(stored, cancellation) is not { } content)
            return null;
        await versions.KnowAsync(viewing, content, cancellation);
        return viewing.SeeVersion(content, HistoryEntry.Of(stored, default).Version!) is { } seen ? HistoryEntry.Of(stored, seen) : null;
    }

    // Nothing of that time, of a resource that is there, is an empty history; of one that the caller does not see, it is none.
    private async Task<bool> IsSeenAsync(string type, string id, Viewing viewing, CancellationToken cancellation) =>
        await ledger.FindAsync(type, id, cancellation) is { } present && await SeenAsync(present, viewing, cancellation) is not null;

    private async Task<IResult> PresentAsync(string type, string id, HistoryAsked asked, Viewing viewing, HttpContext http)
    {
        var read = await federation.ReadAsync(type, id, viewing, http.RequestAborted);
        if (read.Seen is not { } seen)
        {
            await viewing.RefuseAsync(http.RequestAborted);
            return FhirAnswer.Of(read is { Found: null, Report: { IsFailure: true } report } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound);
        }

        var present = viewing.SeeVersion(read.Found!, read.Found!.Version ?? "") ?? seen;
        return await ReleaseAsync([new HistoryEntry(type, id, read.Found!.Version, "PUT", ReadEndpoint.ModifiedOf(seen), present)], null, true, asked, viewing, http);
    }
}
