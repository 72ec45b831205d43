using System.Globalization;
using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>Reads FHIR dates and times. One that names a day, month or year alone counts from its beginning.</summary>
internal static class FactTimes
{
    private static readonly string[] s_partial = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];

    public static DateTimeOffset? Of(Element parent, string name) => parent[name].FirstOrDefault() is { IsNone: false } time ? Read(time.Text) : null;

    /// <summary>From when to when something was taken or given, as a time or a period.</summary>
    public static (DateTimeOffset? Start, DateTimeOffset? End) Effective(Element resource)
    {
        var effective = resource["effective"].FirstOrDefault();
        return effective.IsNone ? (null, null)
            : effective.Type.Name == "Period" ? (Of(effective, "start"), Of(effective, "end"))
            : (Read(effective.Text), null);
    }

    private static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParseExact(text, s_partial, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
