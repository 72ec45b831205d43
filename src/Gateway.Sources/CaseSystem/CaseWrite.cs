using System.Text.Json.Nodes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;
using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.CaseSystem;

/// <summary>
/// One change of a record of the case system. A new record is sent with its key. For another:
/// 1. the record is read as it is now;
/// 2. what the change says is laid over it, so that fields stay that FHIR has no place for;
/// 3. where nothing differs the change is made already, perhaps by an attempt whose answer was lost;
/// 4. else the record is sent with the version that was read, and after a failure it begins again.
/// </summary>
internal sealed class CaseWrite(CaseClient client, IReadOnlyList<LoadedCaseKind> kinds, SourceChange change)
{
    private const int MostRounds = 2;

    public async Task<SourceWrite> RunAsync(CancellationToken cancellation)
    {
        if (KindOf() is not { Back: { } back } kind)
            return Refused(new Fault(FaultKind.NotSupported, "The case system takes no changes of that kind.", "", 0, 0));
        if (change.Locator is { } locator)
            return await UpdateAsync(kind, back, locator[1..], cancellation).ConfigureAwait(false);
        var result = back.Run(BackInput.Of(back, Numbered(kind)));
        if (!result.IsMapped)
            return Refused([.. result.Faults]);
        var record = CaseJson.Of(result.Root);
        record.Remove("id");
        record.Remove("lastModified");
        var reply = await client.CreateAsync(kind.Kind, CaseJson.ToUtf8(record), change.Key, cancellation).ConfigureAwait(false);
        return WriteOf(kind, reply);
    }

    private async Task<SourceWrite> UpdateAsync(LoadedCaseKind kind, CompiledMap back, string id, CancellationToken cancellation)
    {
        for (var round = 1; ; round++)
        {
            var current = await client.ReadAsync(kind.Kind, id, cancellation).ConfigureAwait(false);
            if (!current.IsAnswered)
                return Refusals.WriteOf(current);
            if (JsonOf(current) is not { } now || RecordContent.Read(current.Body, kind.Records.Model).First() is not { IsRead: true } reading)
                return new SourceWrite { State = SourceState.Failed };
            var gathered = new GatheredRecords();
            kind.Records.Add(reading, gathered, current.Version);
            var was = gathered.First;
            var result = back.Run(BackInput.Of(back, change.Content, was?.Bundle ?? default));
            if (!result.IsMapped)
                return Refused([.. result.Faults]);
            var before = was is null ? null : back.Run(BackInput.Of(back, was.Bundle));
            var merged = CaseJson.Merge(now, before is { IsMapped: true } ? CaseJson.Of(before.Root) : [], CaseJson.Of(result.Root));
            if (JsonNode.DeepEquals(now, merged))
                return WriteOf(kind, current);
            if (change.Version is { } version && version != current.Version)
                return new SourceWrite { State = SourceState.Failed, Status = 412, IsRefused = true, Record = was };
            var reply = await client.UpdateAsync(kind.Kind, id, CaseJson.ToUtf8(merged), current.Version, cancellation).ConfigureAwait(false);
            if (round == MostRounds || !(reply.IsPassing || reply.Status == 412))
                return WriteOf(kind, reply);
        }
    }

    // The case system numbers a new record itself. Until then the change's key stands in that number's place, which the maps ask for; it is not sent.
    private Element Numbered(LoadedCaseKind kind)
    {
        if (kind.Kind == CaseKind.HealthRequests || kind.Kind.Ids is not [var system, ..]
            || BackInput.Resources(change.Content).FirstOrDefault(r => r.Type.Name == change.Type) is not { IsNone: false } resource || resource["identifier"].Any(i => kind.Kind.Ids.Contains(i.ChildText("system") ?? "")))
            return change.Content;
        var draft = resource.Edit();
        if (resource.Type.Find("identifier") is { IsArray: false })
            draft.Remove("identifier");
        draft.Add("identifier").AddText("system", system).AddText("value", change.Key);
        return change.Content.Type.Name == "Bundle" ? BackInput.With(change.Content, draft.Build()) : draft.Build();
    }

    private LoadedCaseKind? KindOf()
    {
        if (change.Locator is { } locator)
            return kinds.FirstOrDefault(k => locator.Length > 1 && k.Kind.Letter == locator[0]);
        var isHealthRequest = BackInput.Resources(change.Content).Any(r => r["identifier"].Any(i => i.ChildText("system") == Systems.HealthRequest));
        return kinds.FirstOrDefault(k => k.Back is not null && k.Types.Contains(change.Type) && k.Kind == CaseKind.HealthRequests == isHealthRequest);
    }

    private static SourceWrite WriteOf(LoadedCaseKind kind, SourceReply reply)
    {
        var write = Refusals.WriteOf(reply);
        if (!reply.IsAnswered)
            return write;
        var gathered = new GatheredRecords();
        foreach (var reading in RecordContent.Read(reply.Body, kind.Records.Model))
            kind.Records.Add(reading, gathered, reply.Version);
        return write with { Record = gathered.First, Faults = gathered.Faults };
    }

    private static JsonObject? JsonOf(SourceReply reply)
    {
        try
        {
            return JsonNode.Parse(reply.Body) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static SourceWrite Refused(params IReadOnlyList<Fault> faults) => new() { State = SourceState.Failed, IsRefused = true, Faults = faults };
}
