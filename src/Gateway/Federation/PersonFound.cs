using Gateway.Federation.Asking;
using Gateway.Federation.Records;

namespace Gateway.Federation;

/// <summary>What the sources know of a person.</summary>
/// <param name="PatientIds">The gateway ids of the person's Patients.</param>
/// <param name="Resources">What was asked for.</param>
/// <param name="Reports">What each source did.</param>
/// <param name="IsContested">True when the records disagree on who it is.</param>
internal sealed record PersonFound(IReadOnlyList<string> PatientIds, IReadOnlyList<RecordResource> Resources, IReadOnlyList<SourceReport> Reports, bool IsContested)
{
    public bool IsIncomplete => Reports.Any(r => r.IsMissing);

    /// <summary>True when nobody answered who could have.</summary>
    public bool HasFailed => Reports.Any(r => r.IsFailure) && !Reports.Any(r => r.State is Sources.SourceState.Answered or Sources.SourceState.NothingKnown or Sources.SourceState.Partly);
}
