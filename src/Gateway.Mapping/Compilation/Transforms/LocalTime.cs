using System.Globalization;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>
/// Times as clocks on the wall show them. An hour that comes twice in autumn is taken as the second (the zone's standard time), as
/// is one that does not come in spring.
/// </summary>
internal static class LocalTime
{
    private static readonly string[] s_forms =
        ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm"];

    private static readonly string[] s_dates = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The offset of a zone at a local time.</summary>
    public static TimeSpan Offset(DateTime local, TimeZoneInfo zone) => zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));

    /// <summary>A time without offset gets that of the zone; one that has an offset, or a mere date, stays as it is. Null for what is neither.</summary>
    public static string? WithOffset(string text, TimeZoneInfo zone)
    {
        if (DateTime.TryParseExact(text, s_forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Written(local, Offset(local, zone));
        return DateTime.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || FhirMoment.TryParse(text, out _) ? text : null;
    }

    /// <summary>As FHIR's dateTime: seconds always, fractions where there are any.</summary>
    public static string Written(DateTime local, TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var format = local.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";
        return string.Create(CultureInfo.InvariantCulture, $"{local.ToString(format, CultureInfo.InvariantCulture)}{sign}{offset:hh\\:mm}");
    }
}
