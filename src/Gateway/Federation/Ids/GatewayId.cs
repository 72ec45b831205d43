namespace Gateway.Federation.Ids;

/// <summary>What a gateway id says to the gateway alone: which resource of which record of which source.</summary>
/// <param name="Source">The source's number.</param>
/// <param name="Type">The resource type.</param>
/// <param name="Locator">The record in the source.</param>
/// <param name="Place">A digest of the resource's own id in the record, or of its place among those of its type.</param>
internal readonly record struct GatewayId(byte Source, string Type, string Locator, ulong Place);
