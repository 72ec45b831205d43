namespace Gateway.Fhir.Elements.Primitives;

/// <summary>
/// A date, a date with a time, or a time of day, as precise as it was written: the wall clock in ticks of 100 ns (for a time of day
/// since midnight, else since year 1), the precision, the digits of the fraction, and the offset where one was given.
/// </summary>
internal readonly record struct Temporal(long Ticks, TemporalPrecision Precision, byte FractionDigits, short Offset)
{
    /// <summary>The value of <see cref="Offset"/> (minutes east of UTC) where none was given.</summary>
    public const short NoOffset = short.MinValue;

    public bool HasOffset => Offset != NoOffset;

    /// <summary>The same moment on the clock of UTC; the wall clock where no offset is known.</summary>
    public long UtcTicks => HasOffset ? Ticks - (Offset * TimeSpan.TicksPerMinute) : Ticks;

    /// <summary>Reads <c>YYYY[-MM[-DD[Thh[:mm[:ss[.f…]]][Z|±hh:mm]]]]</c>; an empty time after T is allowed, as FHIRPath literals have it.</summary>
    public static bool TryParseDateTime(ReadOnlySpan<byte> text, out Temporal value)
    {
        value = default;
        var at = 0;
        if (!Digits(text, ref at, 4, out var year) || year == 0)
            return false;
        int month = 1, day = 1;
        var precision = TemporalPrecision.Year;
        if (Take(text, ref at, '-'))
        {
            if (!Digits(text, ref at, 2, out month) || month is < 1 or > 12)
                return false;
            precision = TemporalPrecision.Month;
            if (Take(text, ref at, '-'))
            {
                if (!Digits(text, ref at, 2, out day) || day < 1 || day > DateTime.DaysInMonth(year, month))
                    return false;
                precision = TemporalPrecision.Day;
            }
        }

        long ticks = new DateTime(year, month, day).Ticks;
        byte fraction = 0;
        var offset = NoOffset;
        if (Take(text, ref at, 'T') && at < text.Length)
        {
            if (precision != TemporalPrecision.Day || !Clock(text, ref at, out var clock, out precision, out fraction) || !Zone(text, ref at, out offset))
                return false;
            ticks = Math.Min(ticks + clock, DateTime.MaxValue.Ticks);
        }

        value = new Temporal(ticks, precision, fraction, offset);
        return at == text.Length;
    }

    /// <summary>Reads <c>hh[:mm[:ss[.f…]]]</c>.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out Temporal value)
    {
        var at = 0;
        var read = Clock(text, ref at, out var ticks, out var precision, out var fraction) && at == text.Length;
        value = new Temporal(ticks, precision, fraction, NoOffset);
        return read;
    }

    private static bool Clock(ReadOnlySpan<byte> text, ref int at, out long ticks, out TemporalPrecision precision, out byte fraction)
    {
        ticks = 0;
        fraction = 0;
        precision = TemporalPrecision.Hour;
        if (!Digits(text, ref at, 2, out var hour) || hour > 23)
            return false;
        ticks = hour * TimeSpan.TicksPerHour;
        if (!Take(text, ref at, ':'))
            return true;
        if (!Digits(text, ref at, 2, out var minute) || minute > 59)
            return false;
        ticks += minute * TimeSpan.TicksPerMinute;
        precision = TemporalPrecision.Minute;
        if (!Take(text, ref at, ':'))
            return true;

        // A leap second is written 60; the clock then shows the next minute.
        if (!Digits(text, ref at, 2, out var second) || second > 60)
            return false;
        ticks += second * TimeSpan.TicksPerSecond;
        precision = TemporalPrecision.Second;
        if (!Take(text, ref at, '.'))
            return true;
        var unit = TimeSpan.TicksPerSecond / 10;
        var digits = 0;
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++, digits++, unit /= 10)
            ticks += (text[at] - '0') * unit;
        fraction = (byte)Math.Min(digits, byte.MaxValue);
        return digits > 0;
    }

    private static bool Zone(ReadOnlySpan<byte> text, ref int at, out short offset)
    {
        offset = NoOffset;
        if (at == text.Length)
            return true;
        var sign = text[at++];
        if (sign == 'Z')
        {
            offset = 0;
            return true;
        }

        if (sign is not ((byte)'+' or (byte)'-') || !Digits(text, ref at, 2, out var hours) || !Take(text, ref at, ':')
            || !Digits(text, ref at, 2, out var minutes) || minutes > 59 || (hours * 60) + minutes > 14 * 60)
            return false;
        offset = (short)((sign == '-' ? -1 : 1) * ((hours * 60) + minutes));
        return true;
    }

    private static bool Take(ReadOnlySpan<byte> text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected)
            return false;
        at++;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, ref int at, int count, out int value)
    {
        value = 0;
        if (at + count > text.Length)
            return false;
        for (var end = at + count; at < end; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit > 9)
                return false;
            value = (value * 10) + digit;
        }

        return true;
    }
}
