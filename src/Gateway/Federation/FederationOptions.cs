using System.ComponentModel.DataAnnotations;

namespace Gateway.Federation;

/// <summary>How sources are asked on behalf of a caller.</summary>
public sealed class FederationOptions
{
    /// <summary>When an answer leaves with what there is.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most records that one source is asked for.</summary>
    [Range(1, 100_000)]
    public int Records { get; set; } = 2000;

    /// <summary>The matches of a page when the caller does not say.</summary>
    [Range(1, 1000)]
    public int PageSize { get; set; } = 50;

    /// <summary>The most resources that are fetched one by one because something on a page refers to them.</summary>
    [Range(1, 1000)]
    public int Fetched { get; set; } = 200;

    /// <summary>The most persons that one search may name.</summary>
    [Range(1, 1000)]
    public int Persons { get; set; } = 50;

    /// <summary>How long the link to a next page can be followed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan CursorLife { get; set; } = TimeSpan.FromMinutes(10);
}
