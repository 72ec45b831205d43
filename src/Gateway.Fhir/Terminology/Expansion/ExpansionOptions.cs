namespace Gateway.Fhir.Terminology.Expansion;

/// <summary>How a value set is expanded (http://hl7.org/fhir/R4/valueset-operation-expand.html).</summary>
public sealed record ExpansionOptions
{
    /// <summary>Words that a concept's display or code must have, each somewhere, whatever their case and accents; empty for all.</summary>
    public string Filter { get; init; } = "";

    /// <summary>How many concepts are passed over.</summary>
    public int Offset { get; init; }

    /// <summary>The most concepts on the page; null for all, which must then be no more than <see cref="MaxConcepts"/>.</summary>
    public int? Count { get; init; }

    public bool IsActiveOnly { get; init; }

    /// <summary>Leaves out concepts that only group others.</summary>
    public bool IsSelectableOnly { get; init; }

    /// <summary>The most concepts of an answer.</summary>
    public int MaxConcepts { get; init; } = 10_000;

    /// <summary>The most work: concepts looked at, each as often as value sets are asked about it.</summary>
    public long MaxWork { get; init; } = 5_000_000;
}
