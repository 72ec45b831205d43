using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Search.Results;

/// <summary>What a searchset says besides what was found.</summary>
/// <param name="Self">The URL of the search with the parameters that were used.</param>
public sealed record SearchsetFrame(string Self)
{
    /// <summary>The Bundle's own id; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>The URL of the next page; null after the last.</summary>
    public string? Next { get; init; }

    /// <summary>The number of matches on all pages; null where it is not known or not wanted.</summary>
    public long? Total { get; init; }

    /// <summary>The server's base, for the full URLs of the entries; without one they have none.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The OperationOutcome that comes last; <c>default</c> for none.</summary>
    public Element Outcome { get; init; }
}
