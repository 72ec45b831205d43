using Gateway.Federation.Ids;
using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Federation.Records;

/// <summary>Gives the resources of a record their gateway ids, and makes references lead to gateway ids: those inside the record, and those to other records that name them by their number.</summary>
/// <param name="ids">Makes ids.</param>
/// <param name="shared">Who numbers what others refer to: organisations and places.</param>
internal sealed class RecordResources(GatewayIds ids, IReadOnlyList<SourceProfile> shared)
{
    /// <summary>The resources of a record; those whose locator no id can bear are left out.</summary>
    public IReadOnlyList<RecordResource> Of(SourceProfile profile, SourceRecord record)
    {
        if (record.IsDeleted || record.Bundle.IsNone)
            return [];
        if (profile.OwnsIds)
            return [.. record.Bundle["entry"].SelectMany(e => e["resource"]).Select(r => new RecordResource(profile, r, r.ChildText("id")!, record))];
        var (named, addresses) = (Named(profile, record), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (url, resource, id) in named)
        {
            var type = resource.Type.Name;
            if (url is not null)
                addresses.TryAdd(url, $"{type}/{id}");
            if (resource.ChildText("id") is { } own)
                addresses.TryAdd($"{type}/{own}", $"{type}/{id}");
        }

        return [.. named.Select(n => new RecordResource(profile, Addressed(n.Resource, n.Id, profile, addresses), n.Id, record))];
    }

    /// <summary>The resources of a record as its source knows them, by their addresses here.</summary>
    public IReadOnlyDictionary<string, Element> Originals(SourceProfile profile, SourceRecord record) =>
        Named(profile, record).ToDictionary(n => $"{n.Resource.Type.Name}/{n.Id}", n => n.Resource, StringComparer.Ordinal);

    /// <summary>The id that a resource with an id of its own has here in a record; null where no id can bear its locator.</summary>
    public string? IdIn(SourceProfile profile, string type, string locator, string own) => ids.Of(new GatewayId(profile.Number, type, locator, GatewayIds.PlaceOf(own)));

    private List<(string? Url, Element Resource, string Id)> Named(SourceProfile profile, SourceRecord record)
    {
        var places = new RecordPlaces(profile, record.Locator);
        return [.. record.Bundle["entry"].SelectMany(e => e["resource"].Select(r => (Url: e.ChildText("fullUrl"), Resource: r)))
            .Select(r => (r.Url, r.Resource, Id: ids.Of(new GatewayId(profile.Number, r.Resource.Type.Name, record.Locator, GatewayIds.PlaceOf(places.Next(r.Resource)))))).Where(r => r.Id is not null).Select(r => (r.Url, r.Resource, r.Id!))];
    }

    /// <summary>The address of an organisation or place that a number names; null where none here is numbered so.</summary>
    public string? AddressOf(string type, string system, string value) =>
        shared.Select(s => IdOf(s, type, system, value)).OfType<string>().Select(id => $"{type}/{id}").FirstOrDefault();

    /// <summary>A name for a record that says nothing of it to others; null where no id can bear its locator.</summary>
    public string? SealedName(SourceProfile profile, string locator) => ids.Of(new GatewayId(profile.Number, "Bundle", locator, GatewayIds.PlaceOf(RecordPlaces.Primary)));

    /// <summary>The gateway id of the first resource of a type in a record; null where no id can bear its locator.</summary>
    public string? IdOf(SourceProfile profile, string type, string locator) => ids.Of(new GatewayId(profile.Number, type, locator, GatewayIds.PlaceOf(RecordPlaces.Primary)));

    /// <summary>The gateway id of the resource that a business identifier names, where the source numbers its records so.</summary>
    public string? IdOf(SourceProfile profile, string type, string system, string value) =>
        profile.Locate(system, value) is { } locator ? ids.Of(new GatewayId(profile.Number, type, locator, GatewayIds.PlaceOf(RecordPlaces.Primary))) : null;

    private Element Addressed(Element resource, string id, SourceProfile profile, Dictionary<string, string> addresses)
    {
        var draft = resource.Edit();
        draft.Remove("id");
        draft.AddText("id", id);
        foreach (var meta in resource["meta"])
        {
            // The fragment names the record in its source, which is nobody's business outside.
            if (meta["source"].FirstOrDefault() is { IsNone: false, Text: { } source } element && source.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at)
                draft.Edit(meta).Edit(element).SetText(source[..at]);
        }

        // A part can be edited once: what was begun is finished first.
        if (resource["meta"].Any(References.HasReference))
            draft = (resource = draft.Build()).Edit();
        References.Edit(draft, resource, (reference, edited) =>
        {
            if (Address(reference, profile, addresses) is { } address)
                Address(edited(), reference, address);
            else if (reference["reference"].FirstOrDefault() is { IsNone: false, Text: { } text } dangling && !text.StartsWith('#'))
                Unaddress(edited(), reference, dangling);
        });
        return draft.Build();
    }

    private string? Address(Element reference, SourceProfile profile, Dictionary<string, string> addresses)
    {
        if (reference.ChildText("reference") is { } text)
            return addresses.GetValueOrDefault(text);
        if (reference["identifier"].FirstOrDefault() is not { IsNone: false } identifier || reference.ChildText("type") is not { } type
            || identifier.ChildText("system") is not { } system || identifier.ChildText("value") is not { } value)
            return null;
        return IdOf(profile, type, system, value) is { } id ? $"{type}/{id}" : AddressOf(type, system, value);
    }

    private static void Address(ElementDraft draft, Element reference, string address)
    {
        if (reference["reference"].FirstOrDefault() is { IsNone: false } old)
            draft.Remove(old);
        draft.AddText("reference", address);
    }

    // A reference that leads nowhere here would be read as one of the gateway's own addresses; what it says besides stays.
    private static void Unaddress(ElementDraft draft, Element reference, Element dangling)
    {
        draft.Remove(dangling);
        if (!reference.Children.Any(c => c.Name is "identifier" or "display"))
            draft.AddText("display", "Not given by the source");
    }
}
