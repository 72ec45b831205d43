namespace Gateway.Simulators.People;

/// <summary>Where a person lives.</summary>
internal sealed record PostalAddress(string? Flat, string Street, string Town, string County, string Postcode)
{
    public IReadOnlyList<string> Lines => Flat is null ? [Street] : [Flat, Street];
}
