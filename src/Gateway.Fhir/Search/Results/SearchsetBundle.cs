using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;

namespace Gateway.Fhir.Search.Results;

/// <summary>What a search found as a Bundle (http://hl7.org/fhir/R4/http.html#search): matches, then what was included, then an OperationOutcome with the warnings.</summary>
public static class SearchsetBundle
{
    /// <summary>Makes the Bundle.</summary>
    /// <param name="query">The search.</param>
    /// <param name="result">What it found.</param>
    /// <param name="self">The URL of the search with the parameters that were used.</param>
    /// <param name="warnings">What the caller should know of it.</param>
    /// <param name="baseUrl">The server's base, for the full URLs of the entries; without one they have none.</param>
    public static Element Of(SearchQuery query, SearchResult result, string self, IReadOnlyList<Fault> warnings, string? baseUrl = null)
    {
        if (result.IsIncludedCut)
            warnings = [.. warnings, new Fault(FaultKind.TooLong, "There is more to include than is given.", "", 0, 0, true)];
        return Of(query, result, new SearchsetFrame(self)
        {
            Total = query.Total == TotalMode.None ? null : result.Total,
            BaseUrl = baseUrl,
            Outcome = warnings.Count > 0 ? OperationOutcomes.Of(warnings) : default,
        });
    }

    /// <summary>Makes the Bundle of a page of a search, with what is known of the rest.</summary>
    public static Element Of(SearchQuery query, SearchResult result, SearchsetFrame frame)
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!);
        if (frame.Id is not null)
            bundle.AddText("id", frame.Id);
        bundle.AddText("type", "searchset");
        if (frame.Total is { } total)
            bundle.AddText("total", total.ToString(CultureInfo.InvariantCulture));
        bundle.Add("link").AddText("relation", "self").AddText("url", frame.Self);
        if (frame.Next is not null)
            bundle.Add("link").AddText("relation", "next").AddText("url", frame.Next);
        foreach (var match in result.Matches)
            Add(bundle, ResourceSubset.Of(match.Resource, query), "match", frame.BaseUrl is null ? null : $"{frame.BaseUrl}/{match}");
        foreach (var included in result.Included)
            Add(bundle, included.Resource, "include", frame.BaseUrl is null ? null : $"{frame.BaseUrl}/{included}");
        if (!frame.Outcome.IsNone)
            Add(bundle, frame.Outcome, "outcome", null);
        return bundle.Build();
    }

    private static void Add(ElementDraft bundle, Element resource, string mode, string? url)
    {
        var entry = bundle.Add("entry");
        if (url is not null)
            entry.AddText("fullUrl", url);
        entry.Put("resource", resource);
        entry.Add("search").AddText("mode", mode);
    }
}
