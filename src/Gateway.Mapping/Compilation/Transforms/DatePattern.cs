using System.Globalization;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>A pattern that a source writes dates in, and the precision that it has.</summary>
internal sealed class DatePattern(string text)
{
    // What stands between quotes is no part of a date.
    private readonly string _letters = string.Concat(text.Split('\'').Where((_, i) => i % 2 == 0));

    private bool HasTime => _letters.Contains('H', StringComparison.Ordinal) || _letters.Contains('h', StringComparison.Ordinal);

    private bool HasOffset => _letters.Contains('z', StringComparison.Ordinal) || _letters.Contains('K', StringComparison.Ordinal);

    public string Text { get; } = text;

    /// <summary>True when it says a time and not in which zone.</summary>
    public bool NeedsZone => HasTime && !HasOffset;

    /// <summary>What is wrong with the pattern; null when dates can be read by it. One without a year would take today's.</summary>
    public string? Fault => !_letters.Contains('y', StringComparison.Ordinal) ? $"needs a year in {Text}." : IsWellFormed(Text) ? null : $"has a pattern that is none: {Text}.";

    /// <summary>True when dates can be written by the pattern.</summary>
    public static bool IsWellFormed(string pattern)
    {
        try
        {
            return DateTime.UnixEpoch.ToString(pattern, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The text as a FHIR date or dateTime; null when it has another form.</summary>
    public string? Parse(string value, TimeZoneInfo? zone)
    {
        if (HasOffset)
        {
            return DateTimeOffset.TryParseExact(value, Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? LocalTime.Written(moment.DateTime, moment.Offset) : null;
        }

        if (!DateTime.TryParseExact(value, Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        return HasTime ? LocalTime.Written(local, LocalTime.Offset(local, zone!))
            : local.ToString(_letters.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd" : _letters.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture);
    }
}
