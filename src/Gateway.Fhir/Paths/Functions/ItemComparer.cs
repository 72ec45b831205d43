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
            PathKind.Element => system.Element.Type.Name.GetHashCode(StringComparison.Ordinal) + system.Element.Node.Size,
            _ => 3,
        };
    }
}
