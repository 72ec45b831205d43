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
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", "searchset");
        if (query.Total != TotalMode.None)
            bundle.AddText("total", result.Total.ToString(CultureInfo.InvariantCulture));
        bundle.Add("link").AddText("relation", "self").AddText("url", self);
        foreach (var match in result.Matches)
            Add(bundle, ResourceSubset.Of(match.Resource, query), "match", baseUrl is null ? null : $"{baseUrl}/{match}");
        foreach (var included in result.Included)
            Add(bundle, included.Resource, "include", baseUrl is null ? null : $"{baseUrl}/{included}");
        if (result.IsIncludedCut)
            warnings = [.. warnings, new Fault(FaultKind.TooLong, "There is more to include than is given.", "", 0, 0, true)];
        if (warnings.Count > 0)
            Add(bundle, OperationOutcomes.Of(warnings), "outcome", null);
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
