using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Which of two values comes first: numbers, dates and times, and quantities whose units can be compared.</summary>
internal static class ElementOrder
{
    /// <summary>Below, at or above 0; null when the values leave it open.</summary>
    public static int? Compare(Element left, Element right)
    {
        try
        {
            var (l, r) = (PathRun.SystemValue(PathValue.Of(left), 0), PathRun.SystemValue(PathValue.Of(right), 0));
            return l.Kind == PathKind.None || r.Kind == PathKind.None || l.IsElement || r.IsElement ? null : Order.Compare(l, r, 0);
        }
        catch (PathAbortException)
        {
            // The values have no order with each other, or are beyond what can be computed with.
            return null;
        }
    }
}
