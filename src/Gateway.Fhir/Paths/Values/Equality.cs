using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Units;

namespace Gateway.Fhir.Paths.Values;

/// <summary>The operator <c>=</c> (FHIRPath 2.0, 6.1.1): same type and value; collections item by item, in order.</summary>
internal static class Equality
{
    /// <summary>Compares the items from <paramref name="left"/> to <paramref name="right"/> with those from there to the top, and takes both off the stack.</summary>
    public static Truth OfRanges(PathRun run, int left, int right, int position)
    {
        var (count, others) = (right - left, run.Top - right);
        var result = Truth.True;
        if (count == 0 || others == 0)
            result = Truth.Empty;
        else if (count != others)
            result = Truth.False;
        for (var i = 0; i < count && count == others && result != Truth.False; i++)
            if (OfItems(run, run[left + i], run[right + i], position) is not Truth.True and var item)
                result = item;
        run.Top = left;
        return result;
    }

    public static Truth OfItems(PathRun run, in PathValue left, in PathValue right, int position)
    {
        run.Step(position);
        if (left.IsElement && right.IsElement)
        {
            if (left.Element == right.Element)
                return Truth.True;
            if (!left.Element.Type.IsPrimitive && !right.Element.Type.IsPrimitive && !(IsQuantity(left) && IsQuantity(right)))
                return Complex(run, left.Element, right.Element, position);
        }

        var (l, r) = (PathRun.SystemValue(left, position), PathRun.SystemValue(right, position));
        return l.IsElement && r.IsElement ? Complex(run, l.Element, r.Element, position) : OfSystem(l, r);
    }

    public static Truth OfSystem(in PathValue left, in PathValue right)
    {
        if (left.Kind == PathKind.None || right.Kind == PathKind.None)
            return Truth.Empty;
        if (left.IsNumber && right.IsNumber)
            return From(left.Number == right.Number);
        if (left.Kind == PathKind.Quantity || right.Kind == PathKind.Quantity)
            return Quantity(left, right);
        if (left.IsTemporal && right.IsTemporal && (left.Kind == PathKind.Time) == (right.Kind == PathKind.Time))
            return Moments.Compare(left.Temporal, right.Temporal) is { } order ? From(order == 0) : Truth.Empty;
        if (left.Kind != right.Kind)
            return Truth.False;
        return left.Kind switch
        {
            PathKind.String => From(left.String == right.String),
            PathKind.Boolean => From(left.Boolean == right.Boolean),
            PathKind.TypeInfo => From(left.TypeInfo == right.TypeInfo),
            _ => Truth.False,
        };
    }

    private static Truth Quantity(in PathValue left, in PathValue right)
    {
        if (AsQuantity(left) is not { } l || AsQuantity(right) is not { } r)
            return Truth.False;
        return Quantities.Compare(l, r) is { } order ? From(order == 0) : Truth.Empty;
    }

    /// <summary>A number counts as a quantity without a unit.</summary>
    public static PathQuantity? AsQuantity(in PathValue value) =>
        value.Kind == PathKind.Quantity ? value.Quantity : value.IsNumber ? new PathQuantity(value.Number, "1") : null;

    private static bool IsQuantity(in PathValue value) => value.Element.Type.Is("Quantity");

    private static Truth Complex(PathRun run, Element left, Element right, int position)
    {
        if (left.Type.Name != right.Type.Name)
            return Truth.False;
        return IsOrdered(left) && IsOrdered(right) ? Children(run, left.Children.GetEnumerator(), right.Children.GetEnumerator(), position) : Children(run, Ordered(left), Ordered(right), position);
    }

    private static Truth Children<T>(PathRun run, T left, T right, int position)
        where T : IEnumerator<Element>
    {
        while (left.MoveNext())
            if (!right.MoveNext() || left.Current.Name != right.Current.Name || !Deep(run, left.Current, right.Current, position))
                return Truth.False;
        return right.MoveNext() ? Truth.False : Truth.True;
    }

    private static bool Deep(PathRun run, Element left, Element right, int position)
    {
        run.Step(position);
        if (left.Type.Primitive != right.Type.Primitive)
            return false;
        if (!left.Type.IsPrimitive && IsQuantity(PathValue.Of(left)) && IsQuantity(PathValue.Of(right)))
            return OfItems(run, PathValue.Of(left), PathValue.Of(right), position) == Truth.True;
        if (left.Type.IsPrimitive && left.HasValue | right.HasValue && !AreSame(left, right, position))
            return false;
        return Complex(run, left, right, position) == Truth.True;
    }

    // Two primitives of one type; texts are compared as bytes.
    private static bool AreSame(Element left, Element right, int position) =>
        SystemValues.KindOf(left.Type) == PathKind.String && left.TryGetPlainValue(out var l) && right.TryGetPlainValue(out var r) ? l.SequenceEqual(r)
            : OfSystem(PathRun.SystemValue(PathValue.Of(left), position), PathRun.SystemValue(PathValue.Of(right), position)) == Truth.True;

    // Most content has its elements in the order of their definition.
    private static bool IsOrdered(Element element)
    {
        var last = -1;
        foreach (var child in element.Children)
        {
            if (child.Definition.Ordinal < last)
                return false;
            last = child.Definition.Ordinal;
        }

        return true;
    }

    private static IEnumerator<Element> Ordered(Element element) => element.Children.OrderBy(c => c.Definition.Ordinal).GetEnumerator();

    private static Truth From(bool value) => value ? Truth.True : Truth.False;
}
