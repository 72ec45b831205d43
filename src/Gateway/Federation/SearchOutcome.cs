using Gateway.Federation.Asking;
using Gateway.Fhir.Search.Matching;

namespace Gateway.Federation;

/// <summary>What a federated search found, and from whom.</summary>
/// <param name="Result">The page.</param>
/// <param name="Reports">What each source did.</param>
internal sealed record SearchOutcome(SearchResult Result, IReadOnlyList<SourceReport> Reports)
{
    /// <summary>True when the records of a person disagree on who it is.</summary>
    public bool IsContested { get; init; }

    /// <summary>True when nobody was asked, because the search names more persons than one search may.</summary>
    public bool HasManyPersons { get; init; }

    /// <summary>True when nobody could be asked, because the search names no person.</summary>
    public bool NeedsPerson => Reports.Count > 0 && Reports.All(r => r is { NeedsPerson: true, State: Sources.SourceState.NotLinked });

    /// <summary>False where not all matches were looked at, though all could have been.</summary>
    public bool IsCounted { get; init; } = true;

    /// <summary>True when all that was asked said all: only then is the number of matches known.</summary>
    public bool IsWhole => IsCounted && Reports.All(r => r.IsWhole);

    /// <summary>True when some source did not do what it was asked.</summary>
    public bool IsIncomplete => Reports.Any(r => r.IsMissing);

    /// <summary>True when all that is missing is what was too much to look at.</summary>
    public bool IsOnlyCut => Reports.All(r => r is { IsFailure: false, State: not Sources.SourceState.Partly });

    /// <summary>False where no person was named: then what the gateway itself has, and be it nothing, is an answer like the others.</summary>
    public bool IsOfPersons { get; init; } = true;

    /// <summary>True when nobody answered who could have. That the gateway itself knows nothing of a person makes up for none who may.</summary>
    public bool HasFailed => Reports.Any(r => r.IsFailure)
        && !Reports.Any(r => r.State is Sources.SourceState.Answered or Sources.SourceState.Partly || (r.State == Sources.SourceState.NothingKnown && !(IsOfPersons && r.Source.OwnsIds)));
}
