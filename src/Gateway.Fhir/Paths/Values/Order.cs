using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Units;

namespace Gateway.Fhir.Paths.Values;

/// <summary>The operators <c>&lt; &lt;= &gt; &gt;=</c> (FHIRPath 2.0, 6.2).</summary>
internal static class Order
{
    /// <summary>Below, at or above 0; null when the values leave it open.</summary>
    /// <exception cref="PathAbortException">The types have no order with each other.</exception>
    public static int? Compare(in PathValue left, in PathValue right, int position)
    {
        if (left.IsNumber && right.IsNumber)
            return left.Number.CompareTo(right.Number);
        if (left.Kind == PathKind.String && right.Kind == PathKind.String)
            return string.CompareOrdinal(left.String, right.String);
        if (left.IsTemporal && right.IsTemporal && (left.Kind == PathKind.Time) == (right.Kind == PathKind.Time))
            return Moments.Compare(left.Temporal, right.Temporal);
        if ((left.Kind == PathKind.Quantity || right.Kind == PathKind.Quantity) && Equality.AsQuantity(left) is { } l && Equality.AsQuantity(right) is { } r)
            return Quantities.Compare(l, r);
        throw PathRun.Fault($"A {left.TypeName} and a {right.TypeName} have no order.", position);
    }
}
