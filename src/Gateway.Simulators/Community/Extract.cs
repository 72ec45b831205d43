namespace Gateway.Simulators.Community;

/// <summary>A file that was dropped.</summary>
internal sealed record Extract(string Name, string Kind, DateTimeOffset Created, string Content);
