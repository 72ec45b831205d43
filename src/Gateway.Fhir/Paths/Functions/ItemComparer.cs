using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>Equality of items for sets of many: what is equal has the same hash; what has no cheap hash shares one.</summary>
internal sealed class ItemComparer(PathRun run, int position) : IEqualityComparer<PathValue>
{
    public bool Equals(PathValue x, PathValue y) => Equality.OfItems(run, x, y, position) == Truth.True;

    public int GetHashCode(PathValue value)
    {
        var system = PathRun.SystemValue(value, position);
        return system.Kind switch
        {
            PathKind.String => system.String.GetHashCode(StringComparison.Ordinal),
            PathKind.Boolean => system.Boolean ? 1 : 2,
            PathKind.Integer or PathKind.Long or PathKind.Decimal => system.Number.GetHashCode(),
            PathKind.Date or PathKind.DateTime or PathKind.Time when system.Temporal.Precision is not (TemporalPrecision.Hour or TemporalPrecision.Minute) =>
                system.Temporal.UtcTicks.GetHashCode(),
            PathKind.Element => OfElement(system.Element),
            _ => 3,
        };
    }

    // The same for a graft as for its original, and in whatever order the children stand.
    private int OfElement(Element element)
    {
        var hash = element.Type.Name.GetHashCode(StringComparison.Ordinal);
        foreach (var child in element.Children)
            hash += child.Name.GetHashCode(StringComparison.Ordinal) * (child.HasValue ? GetHashCode(PathValue.Of(child)) | 1 : 1);
        return hash;
    }
}
