using Gateway.Fhir.Elements;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>One entry of a batch or transaction: a request below this interface's address (http://hl7.org/fhir/R4/bundle.html#bundle-request).</summary>
internal sealed record BundleEntry
{
    /// <summary>Its number, from 0.</summary>
    public required int Index { get; init; }

    public required string Method { get; init; }

    /// <summary>The parts of the address below the interface's: <c>Patient</c>, <c>1</c>.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The query without its question mark; empty for none.</summary>
    public required string Query { get; init; }

    /// <summary>The resource that it brings; none where it brings none.</summary>
    public Element Resource { get; init; }

    /// <summary>The name by which other entries refer to it.</summary>
    public string? FullUrl { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public string? IfModifiedSince { get; init; }

    public string? IfNoneExist { get; init; }

    public string Place => PlaceOf(Index);

    /// <summary>Where an entry stands, as FHIRPath.</summary>
    public static string PlaceOf(int index) => $"Bundle.entry[{index}]";
}
