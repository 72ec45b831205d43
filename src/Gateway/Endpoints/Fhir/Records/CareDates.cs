using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Values;

namespace Gateway.Endpoints.Fhir.Records;

/// <summary>
/// Whether what a resource tells of was in a time of care. In doubt it was: what bears no date is always in, what bears several lasts from the first to the last, and a problem or an allergy lasts
/// until it says that it ended.
/// </summary>
/// <param name="From">The first tick.</param>
/// <param name="To">The last tick.</param>
internal sealed record CareDates(long From, long To)
{
    private static readonly string[] s_others = ["_lastUpdated", "birthdate", "death-date"];

    public static CareDates All { get; } = new(long.MinValue, long.MaxValue);

    public bool Has(IndexedResource resource)
    {
        var dates = resource.Index.Values.Where(v => !s_others.Contains(v.Key)).SelectMany(v => v.Value.OfType<DateValue>()).ToList();
        if (dates.Count == 0)
            return true;
        var isLasting = resource.Type is "AllergyIntolerance" || (resource.Type is "Condition" && !resource.Index.Values.ContainsKey("abatement-date"));
        return dates.Min(d => d.Low) <= To && (isLasting || dates.Max(d => d.High) >= From);
    }
}
