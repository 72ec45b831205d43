using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Mapping.Compilation;

/// <summary>Keeps the entries of a Bundle that was made apart: no two with one fullUrl (http://hl7.org/fhir/R4/bundle.html, bdl-7).</summary>
internal static class BundleEntries
{
    /// <summary>Of entries with one fullUrl, as some sources repeat them, the first stays; that another was left out is said, and whether it was the same.</summary>
    public static void KeepFirst(MapRun run, ElementDraft bundle)
    {
        if (bundle.Type.Name != "Bundle")
            return;
        var kept = new Dictionary<string, ElementDraft>(StringComparer.Ordinal);
        foreach (var entry in bundle.Drafts("entry").ToArray())
        {
            if (entry.TextOf("fullUrl") is not { } url || kept.TryAdd(url, entry))
                continue;
            var isSame = FhirJson.ToUtf8(entry.Build()).AsSpan().SequenceEqual(FhirJson.ToUtf8(kept[url].Build()));
            run.Warn($"The Bundle holds {Shown(url)} twice{(isSame ? "" : ", and not the same")}; the first stays.", null, default);
            bundle.Remove(entry);
        }
    }

    // The type is no secret; an id may be one.
    private static string Shown(string url) => url.Split('/') is { Length: > 2 } parts ? $"a {parts[^2]}" : "an entry";
}
