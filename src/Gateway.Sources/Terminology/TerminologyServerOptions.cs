using System.ComponentModel.DataAnnotations;
using Gateway.Sources.Credentials;
using Gateway.Sources.Http;

namespace Gateway.Sources.Terminology;

/// <summary>The terminology server that is asked about codes of systems that are not loaded, section <c>Terminology:Server</c>.</summary>
public sealed class TerminologyServerOptions
{
    public const string Section = "Terminology:Server";

    /// <summary>Its FHIR R4 base: http or https, without query; null for none.</summary>
    public Uri? Address { get; set; }

    public CredentialOptions Credentials { get; set; } = new();

    public LimitOptions Limits { get; set; } = new() { Timeout = TimeSpan.FromSeconds(10), AttemptTimeout = TimeSpan.FromSeconds(4), Concurrency = 8, MaxBytes = 8 * 1024 * 1024 };

    /// <summary>How long an answer is taken for true.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan CacheLife { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The most answers that are kept.</summary>
    [Range(1, 1_000_000)]
    public int CacheSize { get; set; } = 50_000;

    /// <summary>The most questions that are put for one content; those beyond stay open.</summary>
    [Range(1, 2000)]
    public int Questions { get; set; } = 500;
}
