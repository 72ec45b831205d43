namespace Gateway.Federation.Paging;

/// <summary>Where the next page of a history begins. It holds what was asked for, so that a link to it needs nothing else.</summary>
/// <param name="Path">The address that was asked: <c>Patient/1/_history</c>.</param>
/// <param name="Query">The query string.</param>
/// <param name="Updated">When the last version of the page before was written.</param>
/// <param name="Type">Its type.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Expires">After this the link is dead.</param>
internal sealed record HistoryCursor(string Path, string Query, DateTimeOffset Updated, string Type, string Id, int Version, DateTimeOffset Expires);
