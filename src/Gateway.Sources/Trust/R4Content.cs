using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Sources.Trust;

/// <summary>Looks at resources and Bundles that a FHIR server sent.</summary>
internal static class R4Content
{
    private static readonly TypeDefinition s_bundle = DefinitionSet.R4.FindType("Bundle")!;

    /// <summary>When the content was last changed, as it says itself.</summary>
    public static DateTimeOffset? Updated(Element resource)
    {
        foreach (var meta in resource["meta"])
            if (DateTimeOffset.TryParse(meta.ChildText("lastUpdated"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var updated))
                return updated;
        return null;
    }

    /// <summary>The resources that a search found or included.</summary>
    public static IEnumerable<Element> Found(Element bundle) =>
        from entry in bundle["entry"]
        where !entry["search"].Any(s => s.ChildText("mode") == "outcome")
        from resource in entry["resource"]
        where resource.Type.Name != "OperationOutcome"
        select resource;

    public static string? Next(Element bundle) =>
        bundle["link"].Where(l => l.ChildText("relation") == "next").Select(l => l.ChildText("url")).FirstOrDefault();

    /// <summary>The id of the Patient that a resource is about; null when it does not say.</summary>
    public static string? PatientOf(Element resource)
    {
        foreach (var name in new[] { "subject", "patient" })
            foreach (var person in resource[name])
                if (person.ChildText("reference") is { } reference && reference.LastIndexOf("Patient/", StringComparison.Ordinal) is >= 0 and var at)
                    return reference[(at + "Patient/".Length)..].Split('/')[0];
        return null;
    }

    /// <summary>A Bundle of those resources, each once.</summary>
    public static Element Collection(IEnumerable<Element> resources)
    {
        var bundle = ElementDraft.New(s_bundle).AddText("type", "collection");
        foreach (var resource in resources.DistinctBy(r => (r.Type.Name, r.ChildText("id") ?? Guid.Empty.ToString())))
            bundle.Add("entry").Put("resource", resource);
        return bundle.Build();
    }
}
