using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Sources;

namespace Gateway.Requests.Custody;

/// <summary>The resources of a record that the ledger keeps, under ids that follow from the record and their place in it, and refer to each other by these.</summary>
internal static class KeptResources
{
    /// <summary>The types of which a record may hold fewer when it comes again.</summary>
    public static IReadOnlyList<string> Types { get; } = ["Flag", "Observation", "MedicationStatement"];

    public static IReadOnlyList<Element> Of(string kind, SourceRecord record)
    {
        var (counts, ids) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var named = new List<(Element Resource, string Id)>();
        foreach (var (url, resource) in record.Bundle["entry"].SelectMany(e => e["resource"].Select(r => (Url: e.ChildText("fullUrl"), Resource: r))))
        {
            var type = resource.Type.Name;
            var id = IdOf(kind, record, type, counts[type] = counts.GetValueOrDefault(type, -1) + 1);
            named.Add((resource, id));
            if (url is not null)
                ids[url] = $"{type}/{id}";
        }

        return [.. named.Select(n => Kept(n.Resource, n.Id, ids))];
    }

    /// <summary>The id of the n-th resource of a type in a record.</summary>
    public static string IdOf(string kind, SourceRecord record, string type, int n) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {record.Locator} {type} {n}"))))[..32];

    /// <summary>True when the two differ in nothing but version and time.</summary>
    public static bool IsSame(Element stored, Element resource) => Plain(stored).AsSpan().SequenceEqual(Plain(resource));

    private static byte[] Plain(Element resource)
    {
        var draft = resource.Edit();
        foreach (var meta in resource["meta"])
        {
            var edited = draft.Edit(meta);
            edited.Remove("versionId");
            edited.Remove("lastUpdated");
        }

        return FhirJson.ToUtf8(draft.Build());
    }

    private static Element Kept(Element resource, string id, Dictionary<string, string> ids)
    {
        var draft = resource.Edit();
        draft.Remove("id");
        draft.AddText("id", id);
        foreach (var meta in resource["meta"])
            // The fragment names the record in its source, which is nobody's business outside.
            if (meta["source"].FirstOrDefault() is { IsNone: false, Text: { } source } element && source.IndexOf('#', StringComparison.Ordinal) is >= 0 and var at)
                draft.Edit(meta).Edit(element).SetText(source[..at]);
        References.Edit(draft, resource, (reference, edit) =>
        {
            if (reference["reference"].FirstOrDefault() is not { IsNone: false, Text: { } text } old || !ids.TryGetValue(text, out var address))
                return;
            var edited = edit();
            edited.Remove(old);
            edited.AddText("reference", address);
        });
        return draft.Build();
    }
}
