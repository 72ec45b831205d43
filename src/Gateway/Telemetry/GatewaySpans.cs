using System.Diagnostics;

namespace Gateway.Telemetry;

/// <summary>The spans of the gateway's own work: searches, merges, deliveries. Tags are codes, never values of a query or of a record.</summary>
internal static class GatewaySpans
{
    public const string Name = "Gateway";

    public static ActivitySource Source { get; } = new(Name);
}
