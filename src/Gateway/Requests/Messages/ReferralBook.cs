using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;

namespace Gateway.Requests.Messages;

/// <summary>Finds the referrals that messages are about.</summary>
internal sealed class ReferralBook(LedgerSearch search, SearchContext context)
{
    private const int MostAlike = 50;

    /// <summary>The referral that a message of a sender speaks of, the newest first: by the id that it has here, by the name that messages give it, by the id that all messages about it share. Null for another's as for none.</summary>
    public async Task<StoredReferral?> SentAsync(LedgerSession session, BarsMessage message, BarsHeaders headers, CancellationToken cancellation)
    {
        var request = message.ServiceRequest;
        var id = request?.Resource.ChildText("id");
        var ways = new List<(string Parameter, SearchTerm Term)>();
        if (id is not null)
            ways.Add(("focus", new ReferenceTerm("ServiceRequest", id, null)));
        foreach (var name in NamesOf(request, null))
            ways.Add(("identifier", Token(name)));
        ways.Add(("identifier", Token(new BarsIdentifier(ReferralResources.Correlation, $"{headers.CorrelationId:D}"))));
        foreach (var (parameter, term) in ways)
            if (await FindAsync(session, parameter, term, r => r.IsFrom(headers.Organization), cancellation) is { } found)
                return found;
        return null;
    }

    /// <summary>The referral that was brought by a message and is to be done by the organisation that answers it.</summary>
    public Task<StoredReferral?> AnsweredAsync(LedgerSession session, string messageId, BarsIdentifier responder, CancellationToken cancellation) =>
        FindAsync(session, "identifier", Token(new BarsIdentifier(ReferralResources.Message, messageId)), r => responder.OdsCode is { } ods && r.IsFor(ods), cancellation);

    /// <summary>The referral of a Task; null when that is none.</summary>
    public static async Task<StoredReferral?> OfAsync(LedgerSession session, string taskId, CancellationToken cancellation)
    {
        if (await ReadAsync(session, "Task", taskId, cancellation) is not { } task || !StoredReferral.Is(task))
            return null;
        return task["focus"].Select(f => f.ChildText("reference")?.Split('/')).FirstOrDefault() is ["ServiceRequest", var id] && await ReadAsync(session, "ServiceRequest", id, cancellation) is { } request
            ? new StoredReferral(task, request) : null;
    }

    /// <summary>By what a message names its request: the UUID that it is called by in the message.</summary>
    public static IEnumerable<BarsIdentifier> NamesOf((string FullUrl, Element Resource)? request, string? correlation)
    {
        foreach (var name in (string?[])[request?.FullUrl.Split(':')[^1], request?.Resource.ChildText("id")])
            if (Guid.TryParse(name, out var id))
                yield return new BarsIdentifier(ReferralResources.RequestName, $"{id:D}");
        if (correlation is not null)
            yield return new BarsIdentifier(ReferralResources.Correlation, correlation);
    }

    private async Task<StoredReferral?> FindAsync(LedgerSession session, string parameter, SearchTerm term, Func<StoredReferral, bool> fits, CancellationToken cancellation)
    {
        var query = new SearchQuery { Types = ["Task"], Criteria = [new ValueCriterion(context.Parameters.Find("Task", parameter)!, [term])] };
        var found = new List<(StoredReferral Referral, string Moment)>();
        foreach (var (_, id) in await search.FindAsync(session, query, MostAlike, cancellation))
            if (await OfAsync(session, id, cancellation) is { } referral && fits(referral))
                found.Add((referral, referral.Task.ChildText("lastModified") ?? ""));
        return found.OrderByDescending(f => f.Moment, StringComparer.Ordinal).Select(f => f.Referral).FirstOrDefault();
    }

    // Tokens are found without regard to case.
    private static TokenTerm Token(BarsIdentifier name) => new(SystemRule.Given, name.System, name.Value.ToLowerInvariant());

    private static async Task<Element?> ReadAsync(LedgerSession session, string type, string id, CancellationToken cancellation) =>
        await session.FindAsync(type, id, cancellation) is { IsDeleted: false } found ? FhirJson.Read(found.Content.ToArray()).Root : null;
}
