using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;

namespace Gateway.Endpoints.Fhir.History;

/// <summary>Versions as a Bundle (http://hl7.org/fhir/R4/http.html#history), newest first.</summary>
internal static class HistoryBundle
{
    /// <param name="entries">The page.</param>
    /// <param name="root">The base of this interface.</param>
    /// <param name="self">The address that was asked.</param>
    /// <param name="next">The address of the next page; null after the last.</param>
    /// <param name="isAll">True when the page is all there is.</param>
    /// <param name="part">The part of each resource that was asked for.</param>
    public static Element Of(IReadOnlyList<HistoryEntry> entries, string root, string self, string? next, bool isAll, SearchQuery part)
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", "history");
        if (isAll)
            bundle.AddText("total", entries.Count.ToString(CultureInfo.InvariantCulture));
        bundle.Add("link").AddText("relation", "self").AddText("url", self);
        if (next is not null)
            bundle.Add("link").AddText("relation", "next").AddText("url", next);
        foreach (var entry in part.Summary == SummaryMode.Count ? [] : entries)
            Add(bundle.Add("entry"), entry, root, part);
        return bundle.Build();
    }

    private static void Add(ElementDraft draft, HistoryEntry entry, string root, SearchQuery part)
    {
        draft.AddText("fullUrl", $"{root}/{entry.Address}");
        if (!entry.Seen.IsNone)
            draft.Put("resource", ResourceSubset.Of(entry.Seen, part));
        draft.Add("request").AddText("method", entry.Method).AddText("url", entry.Method == "POST" ? entry.Type : entry.Address);
        var response = draft.Add("response").AddText("status", entry.Method == "DELETE" ? "204" : entry.Version == "1" ? "201" : "200");
        if (entry.Version is not null)
            response.AddText("etag", EntityTags.Of(entry.Version));
        if (entry.Modified is { } time)
            response.AddText("lastModified", FhirInstant.Precise(time));
    }
}
