namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>What a server inside was asked.</summary>
internal sealed record StandInRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);
