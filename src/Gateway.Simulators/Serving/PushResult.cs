namespace Gateway.Simulators.Serving;

/// <summary>What became of a push: what the gateway said, or in <see cref="Failure"/> why it said nothing.</summary>
internal sealed record PushResult(string RequestId, int? Status, string? ContentType, string? Body, string? Failure);
