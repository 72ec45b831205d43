using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>
/// Entries that would be part of themselves. Entries may refer to each other in circles (http://hl7.org/fhir/R4/http.html#trules), but what is part of another, done because of it, or in its place comes
/// after it, and nothing comes after itself.
/// </summary>
internal static class PartCycles
{
    private static readonly string[] s_orders = ["partOf", "basedOn", "replaces"];

    public static IEnumerable<Fault> Of(IReadOnlyList<BundleEntry> entries)
    {
        var names = new EntryNames(entries.Select(e => e.FullUrl).OfType<string>());
        foreach (var order in s_orders)
        {
            var leads = entries.Where(e => e.FullUrl is not null && !e.Resource.IsNone).DistinctBy(e => e.FullUrl)
                .ToDictionary(e => e.FullUrl!, e => e.Resource[order].Select(r => r.ChildText("reference")).OfType<string>().Select(r => names.Find(r, e.FullUrl)).OfType<string>().ToList(), StringComparer.Ordinal);
            foreach (var entry in entries.Where(e => e.FullUrl is not null && Leads(e.FullUrl, leads)))
                yield return new Fault(FaultKind.BusinessRule, $"By {order} the entry comes after itself.", $"{entry.Place}.resource.{order}", 0, 0);
        }
    }

    private static bool Leads(string start, Dictionary<string, List<string>> leads)
    {
        var (seen, open) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>(leads.GetValueOrDefault(start) ?? []));
        while (open.TryPop(out var at))
        {
            if (at == start)
                return true;
            if (seen.Add(at))
                foreach (var next in leads.GetValueOrDefault(at) ?? [])
                    open.Push(next);
        }

        return false;
    }
}
