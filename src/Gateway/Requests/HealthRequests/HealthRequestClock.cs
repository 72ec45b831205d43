using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Gateway.Telemetry;

namespace Gateway.Requests.HealthRequests;

/// <summary>Marks health requests that nobody has answered by the end of their time. FHIR has no state for it: the Task stays requested, and its business status says so.</summary>
internal sealed class HealthRequestClock(GatewayLedger ledger, LedgerSearch search, ResourceWriter writer, SearchContext context, GatewayMeter meter, TimeProvider time)
{
    public const string System = "https://health-justice.example/fhir/CodeSystem/request-clock";
    public const string Overdue = "overdue";
    private const int Page = 200;

    /// <summary>Looks through the open requests once; returns how many became overdue.</summary>
    public async Task<int> LookAsync(CancellationToken cancellation)
    {
        var text = $"status=requested,received&identifier={Uri.EscapeDataString($"{Systems.HealthRequest}|")}&business-status:not={Uri.EscapeDataString($"{System}|{Overdue}")}&_count={Page.ToString(CultureInfo.InvariantCulture)}";
        var (query, count) = (SearchQueryParser.Parse("Task", text, context).Query!, 0);
        SearchCursor? after = null;
        do
        {
            var page = await search.FindAsync(query, after, cancellation);
            foreach (var found in page.Matches)
                if (await MarkAsync(found.Id, cancellation))
                    count++;
            after = page.Next;
        }
        while (after is not null);
        return count;
    }

    /// <summary>True for a Task that was marked.</summary>
    public static bool IsOverdue(Element task) => task["businessStatus"].SelectMany(b => b["coding"]).Any(c => c.ChildText("system") == System && c.ChildText("code") == Overdue);

    /// <summary>
    /// A request that comes in, with the end of its time: counted from when it was raised, or from now where it does not say so in a form that can be read. No request
    /// is without a clock. One that says it was raised in a moment yet to come, as clocks differ, was raised now: what is said of it later must not be older than itself.
    /// </summary>
    public static Element Started(Element bundle, TimeSpan atMost, DateTimeOffset now)
    {
        var draft = bundle.Edit();
        foreach (var entry in bundle["entry"])
            foreach (var resource in entry["resource"].Where(r => r.Type.Name is "Task" or "ServiceRequest"))
            {
                var raised = Moment(resource.ChildText("authoredOn"));
                var end = (raised < now ? raised.Value : now) + atMost;
                var hasEnd = resource.Type.Name != "Task" || EndOf(resource) == end;
                if (!(raised > now) && hasEnd)
                    continue;
                var begun = draft.Edit(entry).Edit(resource);
                if (raised > now)
                    Set(begun, "authoredOn", now);
                if (hasEnd)
                    continue;
                begun.Remove("restriction");
                Set(begun.Add("restriction").Add("period"), "end", end);
            }

        return draft.Build();
    }

    // Looked at again inside the unit of work: it may have been answered meanwhile.
    private async Task<bool> MarkAsync(string id, CancellationToken cancellation)
    {
        var isMarked = await ledger.WriteAsync($"Task/{id}", async session =>
        {
            if (await session.FindAsync("Task", id, cancellation) is not { IsDeleted: false } stored)
                return false;
            var task = FhirJson.Read(stored.Content.ToArray()).Root;
            if (task.ChildText("status") is not ("requested" or "received") || IsOverdue(task) || EndOf(task) is not { } end || end > time.GetUtcNow())
                return false;
            var draft = task.Edit();
            draft.Remove("businessStatus");
            draft.Add("businessStatus").Add("coding").AddText("system", System).AddText("code", Overdue).AddText("display", "Overdue");
            await writer.WriteAsync(session, new UpdateChange(draft.Build()), cancellation);
            session.Emit(new LedgerEvent("health-request.overdue", "Task", id, stored.Version + 1));
            return true;
        }, cancellation);
        if (isMarked)
            meter.HealthRequest(HealthRequestStep.Overdue);
        return isMarked;
    }

    private static void Set(ElementDraft draft, string name, DateTimeOffset moment)
    {
        draft.Remove(name);
        draft.AddText(name, moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset? EndOf(Element task) => Moment(task["restriction"].SelectMany(r => r["period"]).Select(p => p.ChildText("end")).FirstOrDefault());

    private static DateTimeOffset? Moment(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
