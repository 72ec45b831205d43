namespace Gateway.Fhir.Search.Values;

/// <summary>
/// An amount with its unit: a Quantity, Money (its currency is the code), a Range, SampledData (from its least to its greatest point). A comparator
/// opens one end. Both ends belong to the range, as in <see cref="NumberValue"/>.
/// </summary>
public sealed record QuantityValue(decimal Low, decimal High) : IndexValue
{
    /// <summary>The system of the unit; null where there is none.</summary>
    public string? System { get; init; }

    /// <summary>The unit's code, as it is.</summary>
    public string? Code { get; init; }

    /// <summary>The unit's name as it is shown, in lower case.</summary>
    public string? Unit { get; init; }

    /// <summary>The same range in UCUM base units; null when the unit is not one of UCUM's that is known.</summary>
    public CanonicalRange? Canonical { get; init; }
}
