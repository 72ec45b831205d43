using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>Faults of what an entry brings, with their places in the Bundle.</summary>
internal static class EntryFaults
{
    public static IEnumerable<Fault> Of(IEnumerable<Fault> faults, int index) => faults.Select(f => f with { Expression = PlaceOf(f.Expression, index) });

    /// <summary>A place in the resource of an entry as one of the Bundle.</summary>
    public static string PlaceOf(string expression, int index)
    {
        var dot = expression.IndexOf('.', StringComparison.Ordinal);
        return expression.Length == 0 ? BundleEntry.PlaceOf(index) : $"{BundleEntry.PlaceOf(index)}.resource{(dot < 0 ? "" : expression[dot..])}";
    }
}
