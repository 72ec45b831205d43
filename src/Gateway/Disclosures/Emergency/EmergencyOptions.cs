using System.ComponentModel.DataAnnotations;

namespace Gateway.Disclosures.Emergency;

/// <summary>Access in an emergency, section <c>Emergency</c>.</summary>
internal sealed class EmergencyOptions
{
    public const string Section = "Emergency";

    /// <summary>How long a grant lasts.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00")]
    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(60);
}
