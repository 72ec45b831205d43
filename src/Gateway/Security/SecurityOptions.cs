using System.ComponentModel.DataAnnotations;

namespace Gateway.Security;

/// <summary>Whose tokens are taken, section <c>Security</c>.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Security";

    public IList<IssuerOptions> Issuers { get; } = [];

    /// <summary>By how much clocks of issuers may differ from this one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest life that a token may have been given.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "1.00:00:00")]
    public TimeSpan MaxTokenLife { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Asks clients for certificates where the gateway itself speaks TLS, for tokens that are bound to them.</summary>
    public bool ClientCertificates { get; set; }

    /// <summary>The most characters that a token may have.</summary>
    [Range(512, 65536)]
    public int MaxTokenLength { get; set; } = 16 * 1024;
}
