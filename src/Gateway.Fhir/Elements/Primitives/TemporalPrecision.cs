namespace Gateway.Fhir.Elements.Primitives;

/// <summary>The last part of a date or time that was given.</summary>
internal enum TemporalPrecision : byte
{
    Year = 1,
    Month,
    Day,
    Hour,
    Minute,

    /// <summary>Seconds, with or without a fraction: the two compare as one precision (FHIRPath 2.0, date/time comparison).</summary>
    Second,
}
