namespace Gateway.Sources;

/// <summary>A record of a feed that could not be used as it was, and by which type and locator it is read again: the feed does not send it a second time.</summary>
public sealed record RefusedRecord(string Type, string Locator);
