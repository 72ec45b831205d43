using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Search.Queries;

/// <summary>Reads dates that are searched for.</summary>
internal static partial class DateTerms
{
    private const string Expected = "a date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm[:ss[.fff]] with or without a time zone, after an optional prefix";

    /// <summary>The term, or what is wrong with the text.</summary>
    public static TermReading Read(string text, TimeZoneInfo zone, TimeProvider time)
    {
        // A plus that was not escaped arrives as a space.
        if (OrderedText.Split(text) is not var (prefix, date))
            return TermReading.Wrong(Expected);
        date = LostPlus().Replace(date, "+");
        if (!Temporal.TryParseDateTime(Encoding.UTF8.GetBytes(date), out var value) || value.Precision == TemporalPrecision.Hour || date.EndsWith('T'))
            return TermReading.Wrong(Expected);
        var (low, high) = DateRanges.Of(value, zone);
        if (prefix != SearchPrefix.Ap)
            return new DateTerm(prefix, low, high);
        var away = Math.Max(Math.Abs(time.GetUtcNow().Ticks - low), Math.Abs(time.GetUtcNow().Ticks - high)) / 10;
        return new DateTerm(prefix, low - away, high + away);
    }

    [GeneratedRegex(" (?=[0-9]{2}:[0-9]{2}$)", RegexOptions.CultureInvariant)]
    private static partial Regex LostPlus();
}
