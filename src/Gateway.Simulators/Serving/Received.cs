namespace Gateway.Simulators.Serving;

/// <summary>Something that came from the gateway.</summary>
internal sealed record Received(int Number, string Kind, string? Key, DateTimeOffset At, string ContentType, string Body);
