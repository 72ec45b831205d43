using System.ComponentModel.DataAnnotations;

namespace Gateway.Security.Issuing;

/// <summary>The gateway's own tokens, section <c>Security:Tokens</c>.</summary>
internal sealed class IssuingOptions
{
    public const string Section = "Security:Tokens";

    /// <summary>False where every token is another issuer's.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a token lasts.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "00:05:00")]
    public TimeSpan Life { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The hosts from which keys of clients may be fetched; without any, keys are registered themselves.</summary>
    public IList<string> KeyHosts { get; } = [];

    /// <summary>Lets keys be fetched from this very machine, as tests do.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>After how long another key signs.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeyLife { get; set; } = TimeSpan.FromDays(90);
}
