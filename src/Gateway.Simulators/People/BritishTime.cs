using System.Globalization;

namespace Gateway.Simulators.People;

/// <summary>Times as the sources write them: local to London, without offset.</summary>
internal static class BritishTime
{
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, s_london).DateTime;

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    /// <summary>Such as 2026-01-31T14:30:00.</summary>
    public static string Text(DateTimeOffset instant) => Text(instant, "yyyy-MM-ddTHH:mm:ss");

    public static string Text(DateTimeOffset instant, string pattern) => Local(instant).ToString(pattern, CultureInfo.InvariantCulture);

    /// <summary>With its offset, such as 2026-07-31T14:30:00+01:00.</summary>
    public static string Zoned(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, s_london).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>An instant in UTC.</summary>
    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>Such as 2026-01-31.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Such as 31/01/2026.</summary>
    public static string British(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
