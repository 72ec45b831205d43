using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search;

/// <summary>What extraction and queries must agree on for their values to meet.</summary>
public sealed record SearchContext
{
    public static SearchContext R4 { get; } = new();

    public SearchParameters Parameters { get; init; } = SearchParameters.R4;

    /// <summary>The zone of dates and times that name none, in resources and in queries.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// Finds the local resource that an absolute URL or URN means (the server's own base, the fullUrl of an entry), or null: such references count as
    /// local ones, in resources and in queries.
    /// </summary>
    public Func<string, (string Type, string Id)?>? Locate { get; init; }
}
