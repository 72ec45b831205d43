using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Units;

namespace Gateway.Fhir.Paths.Values;

/// <summary>The operator <c>~</c> (FHIRPath 2.0, 6.1.2): order does not count, nor case and spacing of strings, nor digits beyond the less precise number.</summary>
internal static class Equivalence
{
    /// <summary>Compares the items from <paramref name="left"/> to <paramref name="right"/> with those from there to the top, and takes both off the stack.</summary>
    public static bool OfRanges(PathRun run, int left, int right, int position)
    {
        var count = right - left;
        var result = count == run.Top - right;
        var taken = new bool[result ? count : 0];
        for (var i = 0; i < count && result; i++)
        {
            var found = false;
            for (var j = 0; j < count && !found; j++)
                found = !taken[j] && OfItems(run, run[left + i], run[right + j], position) && (taken[j] = true);
            result = found;
        }

        run.Top = left;
        return result;
    }

    public static bool OfItems(PathRun run, in PathValue left, in PathValue right, int position)
    {
        run.Step(position);
        if (left.IsElement && right.IsElement && left.Element == right.Element)
            return true;
        var (l, r) = (PathRun.SystemValue(left, position), PathRun.SystemValue(right, position));
        if (l.IsElement && r.IsElement)
            return Complex(run, l.Element, r.Element, position);
        if (l.IsNumber && r.IsNumber)
            return Near(l.Number, r.Number, 1, 1, l.Number, r.Number);
        if (l.Kind == PathKind.String && r.Kind == PathKind.String)
            return string.Equals(Plain(l.String), Plain(r.String), StringComparison.Ordinal);
        if (l.Kind == PathKind.Quantity || r.Kind == PathKind.Quantity)
            return Equality.AsQuantity(l) is { } a && Equality.AsQuantity(r) is { } b && Quantity(a, b);
        return Equality.OfSystem(l, r) == Truth.True;
    }

    // A calendar year is equivalent to UCUM's mean year, and a month to its mean month, though neither equals it.
    private static bool Quantity(PathQuantity left, PathQuantity right)
    {
        var (l, r) = (Quantities.Definite(left), Quantities.Definite(right));
        return Quantities.Common(l, r) is var (leftValue, rightValue)
            && Quantities.Common(l with { Value = 1 }, r with { Value = 1 }) is var (leftUnit, rightUnit)
            && Near(leftValue, rightValue, leftUnit, rightUnit, left.Value, right.Value);
    }

    // Both are rounded to the last digit of the coarser operand, measured in the common unit.
    private static bool Near(decimal left, decimal right, decimal leftUnit, decimal rightUnit, decimal leftWritten, decimal rightWritten)
    {
        try
        {
            var grain = Math.Max(leftUnit * Last(leftWritten), rightUnit * Last(rightWritten));
            return grain == 0 ? left == right : Rounded(left / grain) == Rounded(right / grain);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, MidpointRounding.AwayFromZero);

    // Zeros at the end are no precision (FHIRPath 2.0, 6.1.2).
    private static decimal Last(decimal written) => new(1, 0, 0, false, (written / 1.0000000000000000000000000000m).Scale);

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static bool Complex(PathRun run, Element left, Element right, int position)
    {
        if (left.Type.Name != right.Type.Name)
            return false;
        var others = right.Children.Where(c => c.Name != "id").ToList();
        foreach (var child in left.Children.Where(c => c.Name != "id"))
        {
            var match = others.FindIndex(o => o.Name == child.Name && OfItems(run, PathValue.Of(child), PathValue.Of(o), position));
            if (match < 0)
                return false;
            others.RemoveAt(match);
        }

        return others.Count == 0;
    }
}
