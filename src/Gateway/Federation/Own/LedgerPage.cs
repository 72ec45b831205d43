using Gateway.Federation.Asking;
using Gateway.Federation.Records;
using Gateway.Fhir.Search.Matching;

namespace Gateway.Federation.Own;

/// <summary>A page of what the ledger holds, as the caller sees it.</summary>
/// <param name="Matches">The matches, in order.</param>
/// <param name="Next">The place of the last of them, when more follow that the caller sees.</param>
/// <param name="Total">The number of all that the caller sees; null where they were not all looked at.</param>
/// <param name="Report">What the ledger did.</param>
internal sealed record LedgerPage(IReadOnlyList<RecordResource> Matches, SearchPosition? Next, int? Total, SourceReport Report);
