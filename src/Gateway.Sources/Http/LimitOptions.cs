using System.ComponentModel.DataAnnotations;

namespace Gateway.Sources.Http;

/// <summary>How long and how much a source is asked. A deadline of the caller that is shorter than <see cref="Timeout"/> keeps a hanging source from opening its breaker.</summary>
public sealed class LimitOptions
{
    /// <summary>The time of one question, with all attempts and the wait for a place.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>The time of one attempt, from connecting to the last byte.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The time to connect.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a question that may be repeated is asked again.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>The middle of the first wait before asking again; later ones grow, all are scattered.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The questions under way at a time; a search of many kinds is as many questions.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 64;

    /// <summary>The questions that wait for a place; more are turned away.</summary>
    [Range(0, 10000)]
    public int Queue { get; set; } = 512;

    /// <summary>The bytes of an answer, unpacked.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The share of attempts that must fail within the window for the breaker to open.</summary>
    [Range(0.01, 1)]
    public double BreakerRatio { get; set; } = 0.5;

    /// <summary>The attempts within the window below which it does not open.</summary>
    [Range(2, 100000)]
    public int BreakerCalls { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an open breaker lets nothing through.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a source's Retry-After keeps it from being asked.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);
}
