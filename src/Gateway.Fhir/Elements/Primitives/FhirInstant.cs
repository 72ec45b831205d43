using System.Globalization;

namespace Gateway.Fhir.Elements.Primitives;

/// <summary>Moments as instants (http://hl7.org/fhir/R4/datatypes.html#instant), always of UTC.</summary>
public static class FhirInstant
{
    /// <summary>A moment to the millisecond: <c>2026-01-31T09:05:00.000Z</c>.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A moment to the microsecond, as the ledger keeps it: <c>2026-01-31T09:05:00.000000Z</c>.</summary>
    public static string Precise(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
