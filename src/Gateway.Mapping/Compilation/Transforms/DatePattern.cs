using System.Globalization;

namespace Gateway.Mapping.Compilation.Transforms;

/// <summary>A pattern that a source writes dates in, and the precision that it has.</summary>
internal sealed class DatePattern(string text)
{
    private readonly bool _hasTime = text.Contains('H', StringComparison.Ordinal) || text.Contains('h', StringComparison.Ordinal);
    private readonly bool _hasOffset = text.Contains('z', StringComparison.Ordinal) || text.Contains('K', StringComparison.Ordinal);

    public string Text { get; } = text;

    /// <summary>True when it says a time and not in which zone.</summary>
    public bool NeedsZone => _hasTime && !_hasOffset;

    /// <summary>The text as a FHIR date or dateTime; null when it has another form.</summary>
    public string? Parse(string value, TimeZoneInfo? zone)
    {
        if (_hasOffset)
        {
            return DateTimeOffset.TryParseExact(value, Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                ? LocalTime.Written(moment.DateTime, moment.Offset) : null;
        }

        if (!DateTime.TryParseExact(value, Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        return _hasTime ? LocalTime.Written(local, LocalTime.Offset(local, zone!))
            : local.ToString(Text.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd" : Text.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture);
    }
}
