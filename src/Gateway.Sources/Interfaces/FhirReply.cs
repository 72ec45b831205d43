using Gateway.Fhir.Elements;

namespace Gateway.Sources.Interfaces;

/// <summary>What a source's FHIR interface did with one request. Of a refusal only codes are kept: its words may name addresses and people.</summary>
public sealed record FhirReply
{
    public required SourceState State { get; init; }

    /// <summary>The HTTP status; 0 when none came.</summary>
    public int Status { get; init; }

    /// <summary>The resource, its inner addresses replaced; none where the state is not <see cref="SourceState.Answered"/>, or nothing came.</summary>
    public Element Resource { get; init; }

    /// <summary>The version without the quotes and mark of an ETag.</summary>
    public string? Version { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When the source says that it answered.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>True when the source understood and said no.</summary>
    public bool IsRefused { get; init; }

    /// <summary>True when it said in FHIR that there is no such resource, or no more.</summary>
    public bool IsMissing { get; init; }

    /// <summary>The issue types of its OperationOutcome (http://hl7.org/fhir/R4/valueset-issue-type.html), those of the standard alone.</summary>
    public IReadOnlyList<string> Codes { get; init; } = [];
}
