using System.ComponentModel.DataAnnotations;

namespace Gateway.Areas;

/// <summary>How long things may take in an area.</summary>
internal sealed record AreaClocks
{
    /// <summary>From a health request to healthcare's first answer.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan HealthRequest { get; init; } = TimeSpan.FromMinutes(60);
}
