using System.ComponentModel.DataAnnotations;

namespace Gateway.Sources.Interfaces;

/// <summary>The FHIR R4 interface that a source has of its own, where callers may speak to it through the gateway.</summary>
public sealed class FhirInterfaceOptions
{
    /// <summary>Its path under the source's address; null where there is none, or nobody is to reach it.</summary>
    public string? Path { get; set; }

    /// <summary>Other addresses that the source calls itself by in what it says, such as the one that its own network knows.</summary>
    public IList<Uri> KnownAs { get; } = [];

    /// <summary>The types that callers may create and change in the source; none for an interface that is read only.</summary>
    public IList<string> Writes { get; } = [];

    /// <summary>The types that callers may delete in the source.</summary>
    public IList<string> Deletes { get; } = [];

    /// <summary>The most bytes of content that is passed on without being read, unpacked.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxPassed { get; set; } = 256 * 1024 * 1024;

    /// <summary>How long such content may stand still on its way.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Stall { get; set; } = TimeSpan.FromSeconds(10);
}
