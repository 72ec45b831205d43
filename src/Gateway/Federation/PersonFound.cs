using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;

namespace Gateway.Federation;

/// <summary>What the sources know of a person, as the caller sees it.</summary>
/// <param name="Patients">The person's Patients that the caller sees: what was named first, then in the order of the sources.</param>
/// <param name="Own">What is the person's: what was asked for of their compartment, their Patients among it, with what it is found by.</param>
/// <param name="Referred">What that refers to and is nobody's own: organisations, practitioners, places, medicines.</param>
/// <param name="Reports">What each source did.</param>
internal sealed record PersonFound(IReadOnlyList<RecordResource> Patients, IReadOnlyList<IndexedResource> Own, IReadOnlyList<RecordResource> Referred, IReadOnlyList<SourceReport> Reports)
{
    /// <summary>The outcomes that lie in the records of sources.</summary>
    public IReadOnlyList<RecordResource> Outcomes { get; init; } = [];

    /// <summary>Where what is the person's comes from, by its address.</summary>
    public required IReadOnlyDictionary<string, RecordResource> Origins { get; init; }

    /// <summary>The ids of all Patients that are the person, seen or not: by them it is told which references mean the person.</summary>
    public required IReadOnlyCollection<string> Ids { get; init; }

    /// <summary>True when the records disagree on who it is.</summary>
    public bool IsContested { get; init; }

    /// <summary>True when more was referred to than is fetched.</summary>
    public bool IsReferredCut { get; init; }

    /// <summary>True when the caller sees nothing of the person: nobody knows them, or they are not the caller's to see.</summary>
    public bool IsUnknown => Own.Count == 0;
}
