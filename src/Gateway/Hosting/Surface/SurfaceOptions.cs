using System.ComponentModel.DataAnnotations;

namespace Gateway.Hosting.Surface;

/// <summary>What is taken from callers, and how much of it at a time; section <c>Surface</c>. TLS and its certificates are the server's own section, <c>Kestrel</c>.</summary>
internal sealed class SurfaceOptions
{
    public const string Section = "Surface";

    /// <summary>The bytes of a request's content, unpacked.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public long MaxBody { get; set; } = 16 * 1024 * 1024;

    /// <summary>The bytes of all headers of a request; a token alone may have 16 kB.</summary>
    [Range(4096, 1024 * 1024)]
    public int MaxHeaders { get; set; } = 32 * 1024;

    [Range(10, 1000)]
    public int MaxHeaderCount { get; set; } = 64;

    /// <summary>The bytes of method, address and query.</summary>
    [Range(1024, 256 * 1024)]
    public int MaxRequestLine { get; set; } = 16 * 1024;

    /// <summary>How long the headers of a request may take to come.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadersTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The bytes a second of content that must come, once <see cref="SlowBodyGrace"/> is over.</summary>
    [Range(1, 1024 * 1024)]
    public int SlowestBody { get; set; } = 240;

    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan SlowBodyGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a request may take in all.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RequestTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The requests that are served at a time; those beyond are sent away (503).</summary>
    [Range(1, 100_000)]
    public int Requests { get; set; } = 1024;

    /// <summary>The requests of one client that are served at a time; those beyond are sent away (429).</summary>
    [Range(1, 100_000)]
    public int RequestsOfClient { get; set; } = 256;

    /// <summary>The requests to the token endpoints a minute from one address, and of IPv6 from one network of 64 bits; those beyond are sent away (429).</summary>
    [Range(1, 100_000)]
    public int TokensPerMinute { get; set; } = 300;

    /// <summary>The connections that are open at a time.</summary>
    [Range(1, 1_000_000)]
    public long Connections { get; set; } = 10_000;

    /// <summary>The requests at a time on one connection of HTTP/2.</summary>
    [Range(1, 1000)]
    public int StreamsPerConnection { get; set; } = 100;

    /// <summary>The addresses of the hops before the gateway that are believed what they say of the caller (<c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>). Nobody is, unless named here.</summary>
    public IList<string> TrustedHops { get; } = [];

    /// <summary>The same as networks (<c>10.1.0.0/16</c>).</summary>
    public IList<string> TrustedNetworks { get; } = [];

    /// <summary>How many hops in a row are believed.</summary>
    [Range(1, 10)]
    public int HopLimit { get; set; } = 1;

    /// <summary>Packs answers for callers who take them so.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>How long the gateway goes on taking requests once it was told to end and says that it is not ready, so that who distributes them sees it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long requests under way, and deliveries, may then take to end.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(25);
}
