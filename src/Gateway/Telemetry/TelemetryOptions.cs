using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace Gateway.Telemetry;

/// <summary>Where traces and metrics go, section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>The address of an OpenTelemetry collector; when there is none, nothing is sent.</summary>
    public Uri? Otlp { get; set; }

    /// <summary>How the collector is spoken to.</summary>
    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary>The name under which this node is known there.</summary>
    [Required]
    public string ServiceName { get; set; } = "gateway";

    /// <summary>The most series of one metric in <c>/metrics</c>; what is beyond is counted in one that says so.</summary>
    [Range(10, 10000)]
    public int MaxSeries { get; set; } = 500;
}
