namespace Gateway.Simulators.Tests.Serving;

/// <summary>What came to the stub of the gateway.</summary>
internal sealed record StubRequest(string Method, string Path, string Query, string? ContentType, string Authorization, string RequestId, string IfMatch, string Body);
