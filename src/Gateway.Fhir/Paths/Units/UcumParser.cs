using System.Collections.Concurrent;
using System.Globalization;

namespace Gateway.Fhir.Paths.Units;

/// <summary>
/// Reads UCUM codes into scales: <c>mg/dL</c>, <c>10*3/uL</c>, <c>mm[Hg]</c>, <c>kg.m-2</c>, <c>{score}</c>. A code that it does
/// not know gives null: such quantities compare by their very code only.
/// </summary>
internal static class UcumParser
{
    private const int MaxLength = 100;
    private const int MaxCached = 5000;
    private static readonly ConcurrentDictionary<string, UnitScale?> s_known = new(StringComparer.Ordinal);

    public static UnitScale? Parse(string code)
    {
        if (s_known.TryGetValue(code, out var known))
            return known;
        var scale = code.Length > MaxLength ? null : TryTerm(code);
        if (s_known.Count < MaxCached)
            s_known.TryAdd(code, scale);
        return scale;
    }

    /// <summary>Whether the text is a unit of UCUM; null where that is not found out: it is very long, or of a size that no decimal holds.</summary>
    public static bool? IsUnit(string code)
    {
        if (code.Length > MaxLength)
            return null;
        if (Parse(code) is not null)
            return true;
        try
        {
            ReadOnlySpan<char> text = code;
            Term(ref text);
            return false;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static UnitScale? TryTerm(ReadOnlySpan<char> code)
    {
        try
        {
            return code.IsEmpty ? UnitScale.One : Term(ref code) is { } scale && code.IsEmpty ? scale : null;
        }
        catch (OverflowException)
        {
            // A unit of a size that no decimal holds, such as 10*300.
            return null;
        }
    }

    private static UnitScale? Term(ref ReadOnlySpan<char> code)
    {
        // A temperature on its own keeps its zero point; in a product only the size of its degrees counts.
        var total = UnitScale.One;
        var sign = 1;
        if (Take(ref code, '/'))
            sign = -1;
        while (true)
        {
            if (Component(ref code) is not { } part)
                return null;
            total = sign > 0 && ReferenceEquals(total, UnitScale.One) ? part : total.Times(part, sign);
            if (code.IsEmpty || code[0] == ')')
                return total;
            sign = code[0] == '/' ? -1 : 1;
            if (!Take(ref code, '/') && !Take(ref code, '.'))
                return null;
        }
    }

    private static UnitScale? Component(ref ReadOnlySpan<char> code)
    {
        if (Take(ref code, '('))
            return Term(ref code) is { } inner && Take(ref code, ')') && Annotation(ref code) ? inner : null;
        var length = AtomLength(code);
        var atom = code[..length];
        code = code[length..];
        var before = code.Length;
        if (!Annotation(ref code))
            return null;
        if (atom.IsEmpty)
            return code.Length < before ? UnitScale.One : null;
        if (!atom.ContainsAnyExceptInRange('0', '9'))
            return decimal.TryParse(atom, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != 0 ? new UnitScale(number, 0, "") : null;
        var end = atom.Length;
        while (end > 0 && char.IsAsciiDigit(atom[end - 1]))
            end--;
        if (end > 0 && end < atom.Length && atom[end - 1] is '-' or '+')
            end--;
        var exponent = 1;
        if (end < atom.Length && !int.TryParse(atom[end..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return null;
        if (Unit(atom[..end].ToString()) is not { } unit)
            return null;
        return Math.Abs(exponent) > 100 ? throw new OverflowException() : exponent == 1 ? unit : UnitScale.One.Times(unit, exponent);
    }

    private static int AtomLength(ReadOnlySpan<char> code)
    {
        var inside = false;
        for (var i = 0; i < code.Length; i++)
        {
            inside = code[i] == '[' || (inside && code[i] != ']');
            if (!inside && code[i] is '.' or '/' or '(' or ')' or '{' or '}')
                return i;
        }

        return code.Length;
    }

    // {text} says what is counted and changes nothing.
    private static bool Annotation(ref ReadOnlySpan<char> code)
    {
        if (code.IsEmpty || code[0] != '{')
            return true;
        var end = code.IndexOf('}');
        if (end < 0)
            return false;
        code = code[(end + 1)..];
        return true;
    }

    private static UnitScale? Unit(string atom)
    {
        if (UcumTable.Temperatures.TryGetValue(atom, out var temperature))
            return temperature;
        if (UcumTable.Plain.TryGetValue(atom, out var plain))
            return Defined(atom, plain, 0);
        if (UcumTable.Metric.TryGetValue(atom, out var metric))
            return Defined(atom, metric, 0);
        for (var length = Math.Min(2, atom.Length - 1); length > 0; length--)
            if (UcumTable.Prefixes.TryGetValue(atom[..length], out var power) && UcumTable.Metric.TryGetValue(atom[length..], out metric))
                return Defined(atom[length..], metric, power);
        return null;
    }

    private static UnitScale? Defined(string atom, (decimal Number, string Unit) definition, int power)
    {
        var unit = definition.Unit == atom ? new UnitScale(1, 0, atom) : Parse(definition.Unit);
        return unit is null ? null : Atom10(atom, unit with { Factor = unit.Factor * definition.Number, Power = unit.Power + power });
    }

    // 10* is a power of ten, which the scale holds exactly.
    private static UnitScale Atom10(string atom, UnitScale scale) => atom is "10*" or "10^" ? new UnitScale(1, 1, "") : scale;

    private static bool Take(ref ReadOnlySpan<char> code, char expected)
    {
        if (code.IsEmpty || code[0] != expected)
            return false;
        code = code[1..];
        return true;
    }
}
