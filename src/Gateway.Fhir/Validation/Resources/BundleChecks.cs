using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of Bundles beyond their invariants (http://hl7.org/fhir/R4/bundle.html).</summary>
internal static class BundleChecks
{
    private static readonly string[] s_paging = ["first", "previous", "prev", "next", "last"];

    public static void Check(Element bundle, Surroundings around, ValidationRun run, Findings findings)
    {
        var type = bundle.ChildText("type") ?? "";
        CheckLinks(bundle, type, findings);
        var wanted = type == "searchset" ? SearchedTypes.Of(bundle) : null;
        var number = 0;
        foreach (var entry in bundle["entry"])
        {
            findings.Trail?.Enter(entry.Definition, number++);
            CheckAddress(entry, type, findings);
            if (type == "searchset")
                CheckMatch(entry, wanted, findings);
            findings.Trail?.Leave();
        }

        if (type is "document" or "message")
            DocumentChecks.Check(bundle, type, run, findings);
    }

    private static void CheckLinks(Element bundle, string type, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in bundle["link"])
        {
            if (link.ChildText("relation") is not { } relation)
                continue;
            if ((relation == "self" || s_paging.Contains(relation)) && !seen.Add(relation))
                findings.Error(FaultKind.BusinessRule, "bundle-link", $"The link {relation} is there more than once.", link, bundle);
            if (s_paging.Contains(relation) && type is "document" or "message" or "collection" or "transaction" or "batch")
                findings.Error(FaultKind.BusinessRule, "bundle-link", $"The link {relation} leads through pages, which only searches and histories have.", link, bundle);
        }
    }

    private static void CheckAddress(Element entry, string type, Findings findings)
    {
        if (entry["resource"].FirstOrDefault() is not { IsNone: false } resource)
            return;
        if (entry.ChildText("fullUrl") is not { } url)
        {
            if (type is "document" or "message" or "collection" or "history")
                findings.Warning(FaultKind.Required, "bundle-fullurl", "The entry says no fullUrl, so that nothing can refer to its resource.", entry);
            return;
        }

        if (!Uris.IsAbsolute(url))
            findings.Error(FaultKind.Value, "bundle-fullurl", "A fullUrl is absolute.", entry);
        else if (url.StartsWith("http", StringComparison.Ordinal) && resource.ChildText("id") is { } id && url.EndsWith($"/{id}", StringComparison.Ordinal) == false && IsRestful(url, resource.Type.Name))
            findings.Error(FaultKind.BusinessRule, "bundle-fullurl", "The resource has another id than its fullUrl says.", entry);
    }

    private static bool IsRestful(string url, string type) => url.Split('/') is [.., var named, _] && named == type;

    private static void CheckMatch(Element entry, IReadOnlySet<string>? wanted, Findings findings)
    {
        if (entry["resource"].FirstOrDefault() is not { IsNone: false } resource)
            return;
        var mode = entry["search"].Select(s => s.ChildText("mode")).FirstOrDefault();
        var isOutcome = resource.Type.Name == "OperationOutcome";
        if (mode == "outcome" && !isOutcome)
            findings.Error(FaultKind.BusinessRule, "searchset-outcome", "What is marked as the outcome of a search is no OperationOutcome.", entry);
        if (mode != "outcome" && resource.ChildText("id") is null)
            findings.Error(FaultKind.BusinessRule, "searchset-id", "A resource that a search found has an id.", entry);
        if (mode == "match" && wanted is { Count: > 0 } && !wanted.Contains(resource.Type.Name))
            findings.Error(FaultKind.BusinessRule, "searchset-type", "A match is of a type that was not searched for.", entry);
    }
}
