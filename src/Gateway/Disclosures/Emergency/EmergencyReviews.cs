using System.Globalization;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Sources;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Gateway.Telemetry;

namespace Gateway.Disclosures.Emergency;

/// <summary>A controller's review of an emergency grant is closed by its organisation, with what was found; until then it counts as unreviewed.</summary>
internal sealed class EmergencyReviews(ResourceWriter writer, Storage.GatewayLedger ledger, LedgerSearch search, SearchContext context, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>How many reviews are open, by the organisation that owes them.</summary>
    public async Task<IReadOnlyList<NamedCount>> OpenAsync(CancellationToken cancellation)
    {
        var query = SearchQueryParser.Parse("Task", $"status=requested&code={Uri.EscapeDataString($"{EmergencyTask.System}|{EmergencyTask.Review}")}&_count={Page.ToString(CultureInfo.InvariantCulture)}", context).Query!;
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        SearchCursor? after = null;
        do
        {
            var page = await search.FindAsync(query, after, cancellation);
            foreach (var owner in page.Matches.Select(m => FhirJson.Read(m.Content.ToArray()).Root).Select(OwnerOf))
                counts[owner] = counts.GetValueOrDefault(owner) + 1;
            after = page.Next;
        }
        while (after is not null);
        return [.. counts.Select(c => new NamedCount(c.Key, c.Value))];
    }

    /// <summary>Takes what the review came to: status completed, and a reason or note that says it.</summary>
    public async Task<FhirAnswer> CloseAsync(RecordResource found, Element given, Viewing viewing, CancellationToken cancellation)
    {
        var owners = found.Resource["owner"].SelectMany(o => o["identifier"]).Where(i => i.ChildText("system") == Systems.Ods).Select(i => i.ChildText("value"));
        if (viewing.Caller.User is null || viewing.Caller.Organization is not { } organization || !owners.Contains(organization, StringComparer.OrdinalIgnoreCase))
            return FhirAnswer.Of(FhirProblem.Forbidden);
        if (found.Resource.ChildText("status") != "requested" || given.ChildText("status") != "completed")
            return FhirAnswer.Of(new FhirProblem(422, "business-rule", "A review that is requested is completed, and nothing else."));
        if (!given["statusReason"].Any(r => r.ChildText("text") is { Length: > 0 }) && !given["note"].Any())
            return FhirAnswer.Of(FhirProblem.Invalid([new Fault(FaultKind.Value, "A review that is done says what was found.", "Task.statusReason", 0, 0)], 422));
        var draft = found.Resource.Edit();
        foreach (var name in (string[])["status", "statusReason", "note", "lastModified"])
            draft.Remove(name);
        draft.AddText("status", "completed").AddText("lastModified", FhirInstant.Of(time.GetUtcNow()));
        foreach (var part in given["statusReason"].Concat(given["note"]))
            draft.Put(part.Definition.JsonName, part);
        var closed = draft.Build();
        try
        {
            var stored = await ledger.WriteAsync(found.Address, async session =>
            {
                var outcome = await writer.WriteAsync(session, new UpdateChange(closed, int.Parse(found.Version!, CultureInfo.InvariantCulture)), cancellation);
                session.Emit(new LedgerEvent("emergency.reviewed", "Task", found.Id, outcome.Resource!.Version));
                return outcome.Resource;
            }, cancellation);
            return viewing.See(found, FhirJson.Read(stored.Content.ToArray()).Root) is { } seen
                ? new FhirAnswer(await viewing.ReleaseAsync(seen, cancellation)) { Version = stored.Version.ToString(CultureInfo.InvariantCulture) } : FhirAnswer.Of(FhirProblem.NotFound);
        }
        catch (LedgerRefusedException e) when (e.Refusal == LedgerRefusal.Stale)
        {
            return FhirAnswer.Of(FhirProblem.Stale);
        }
    }

    private static string OwnerOf(Element task) => task["owner"].SelectMany(o => o["identifier"]).Select(i => i.ChildText("value")).FirstOrDefault() ?? "nobody";
}
