namespace Gateway.Requests.Deliveries;

/// <summary>Who says what a delivery holds.</summary>
/// <param name="Source">The name of the source whose word it is.</param>
/// <param name="Locator">The record of that source which the delivery holds as a whole; null where it holds what the receiver's own record will be.</param>
internal sealed record DeliveryOrigin(string Source, string? Locator = null)
{
    public override string ToString() => Locator is null ? Source : $"{Source} {Locator}";
}
