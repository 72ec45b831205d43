namespace Gateway.Storage.Outbox;

/// <summary>How many deliveries to a destination are in a state.</summary>
/// <param name="Destination">The name of the receiver.</param>
/// <param name="State">How far they have come.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the oldest of them was stored.</param>
public sealed record DeliveryCount(string Destination, DeliveryState State, long Count, DateTimeOffset Oldest);
