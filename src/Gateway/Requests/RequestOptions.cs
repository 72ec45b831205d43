using System.ComponentModel.DataAnnotations;

namespace Gateway.Requests;

/// <summary>How requests are carried on, section <c>Requests</c>.</summary>
internal sealed class RequestOptions
{
    public const string Section = "Requests";

    /// <summary>How long to wait after reading a feed before reading it again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan FeedEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait before a record of a feed that could not be taken in is read again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan RefusedEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often to look which health requests have run out of time.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ClockEvery { get; set; } = TimeSpan.FromSeconds(20);
}
