using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Mapping.Compilation;

/// <summary>Keeps the entries of a Bundle that was made apart: no two with one fullUrl (http://hl7.org/fhir/R4/bundle.html, bdl-7).</summary>
internal static class BundleEntries
{
    /// <summary>Of entries with one fullUrl, as some sources repeat them, the first stays; that another was left out is said, and whether it was the same.</summary>
    public static void KeepFirst(MapRun run, ElementDraft bundle)
    {
        if (bundle.Type.Name != "Bundle" || bundle.TextOf("type") == "history")
            return;
        var entries = bundle.Drafts("entry").ToArray();
        var kept = new Dictionary<byte[], ElementDraft>(entries.Length, new SameBytes());
        foreach (var entry in entries)
        {
            if (entry.ValueOf("fullUrl") is not { } url || kept.TryAdd(Versioned(entry, url), entry))
                continue;
            var isSame = FhirJson.ToUtf8(entry.Build()).AsSpan().SequenceEqual(FhirJson.ToUtf8(kept[Versioned(entry, url)].Build()));
            run.Warn($"The Bundle holds {Shown(Encoding.UTF8.GetString(url))} twice{(isSame ? "" : ", and not the same")}; the first stays.", null, default);
            bundle.Remove(entry);
        }
    }

    // Two versions of one resource are two entries.
    private static byte[] Versioned(ElementDraft entry, byte[] url) =>
        entry.Drafts("resource").SelectMany(r => r.Drafts("meta")).Select(m => m.ValueOf("versionId")).FirstOrDefault() is { } version ? [.. url, (byte)'|', .. version] : url;

    // The type is no secret; an id may be one.
    private static string Shown(string url) => url.Split('/') is { Length: > 2 } parts ? $"a {parts[^2]}" : "an entry";

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] bytes)
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }
    }
}
