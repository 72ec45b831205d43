using System.Globalization;
using System.Text;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Paths.Values;

/// <summary>Dates and times as text, as precise as they are.</summary>
internal static class TemporalText
{
    private static readonly string[] s_formats =
        ["", "yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    public static string Of(PathKind kind, Temporal value)
    {
        var moment = new DateTime(value.Ticks);
        var format = s_formats[(int)value.Precision];
        var text = new StringBuilder(moment.ToString(kind == PathKind.Time ? format[(format.IndexOf('H', StringComparison.Ordinal))..] : format, CultureInfo.InvariantCulture));
        if (value.FractionDigits > 0)
        {
            var digits = (value.Ticks % TimeSpan.TicksPerSecond).ToString("D7", CultureInfo.InvariantCulture);
            text.Append('.').Append(digits.PadRight(value.FractionDigits, '0').AsSpan(0, value.FractionDigits));
        }

        if (value.HasOffset)
        {
            var offset = Math.Abs(value.Offset);
            text.Append(value.Offset == 0 ? "Z" : string.Create(CultureInfo.InvariantCulture, $"{(value.Offset < 0 ? '-' : '+')}{offset / 60:D2}:{offset % 60:D2}"));
        }

        return text.ToString();
    }
}
