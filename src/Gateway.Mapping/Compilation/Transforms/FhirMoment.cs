using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>A FHIR date or dateTime, which may be a mere year or month.</summary>
internal readonly record struct FhirMoment(string Text, DateTime Local, TimeSpan? Offset)
{
    private const int DateLength = 10;

    public static IReadOnlyList<string> Units { get; } = ["second", "minute", "hour", "day", "week", "month", "year"];

    public static bool TryParse(string text, out FhirMoment moment)
    {
        moment = default;
        if (PrimitiveFormat.Fault(PrimitiveKind.DateTime, Encoding.UTF8.GetBytes(text)) is not null)
            return false;
        if (text.Length > DateLength)
        {
            // A leap second, which FHIR allows, .NET has no room for.
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole))
                return false;
            moment = new FhirMoment(text, whole.DateTime, text.EndsWith('Z') ? TimeSpan.Zero : whole.Offset);
            return true;
        }

        var padded = text.Length == 4 ? $"{text}-01-01" : text.Length == 7 ? $"{text}-01" : text;
        if (!DateTime.TryParseExact(padded, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return false;
        moment = new FhirMoment(text, date, null);
        return true;
    }

    /// <summary>The moment so much later, as precise as this one; null beyond the calendar, or for hours of a mere date.</summary>
    public string? Plus(int number, string unit)
    {
        try
        {
            var later = unit switch
            {
                "second" => Local.AddSeconds(number),
                "minute" => Local.AddMinutes(number),
                "hour" => Local.AddHours(number),
                "day" => Local.AddDays(number),
                "week" => Local.AddDays(7.0 * number),
                "month" => Local.AddMonths(number),
                _ => Local.AddYears(number),
            };
            if (Offset is { } offset)
                return Text.EndsWith('Z') ? LocalTime.Written(later, offset)[..^6] + "Z" : LocalTime.Written(later, offset);
            return unit is "second" or "minute" or "hour" ? null : later.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)[..Text.Length];
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>As text of a pattern, in the zone's time where one is given.</summary>
    public string Format(string pattern, TimeZoneInfo? zone)
    {
        if (Offset is not { } offset)
            return Local.ToString(pattern, CultureInfo.InvariantCulture);
        var moment = new DateTimeOffset(Local, offset);
        return (zone is null ? moment : TimeZoneInfo.ConvertTime(moment, zone)).ToString(pattern, CultureInfo.InvariantCulture);
    }
}
