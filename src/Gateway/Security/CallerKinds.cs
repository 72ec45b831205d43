using System.Collections.Frozen;

namespace Gateway.Security;

/// <summary>The words that the claim <c>recipient</c> has for kinds of callers.</summary>
internal static class CallerKinds
{
    private static readonly FrozenDictionary<string, CallerKind> s_kinds = new Dictionary<string, CallerKind>
    {
        ["trust-clinician"] = CallerKind.TrustClinician,
        ["custody-officer"] = CallerKind.CustodyOfficer,
        ["custody-healthcare"] = CallerKind.CustodyHealthcare,
        ["liaison-and-diversion"] = CallerKind.LiaisonAndDiversion,
        ["street-triage"] = CallerKind.StreetTriage,
        ["amhp"] = CallerKind.Amhp,
        ["community-worker"] = CallerKind.CommunityWorker,
        ["case-worker"] = CallerKind.CaseWorker,
        ["court"] = CallerKind.Court,
        ["court-report-writer"] = CallerKind.CourtReportWriter,
        ["probation"] = CallerKind.Probation,
        ["commissioner"] = CallerKind.Commissioner,
        ["data-subject"] = CallerKind.DataSubject,
        ["system"] = CallerKind.System,
        ["record-keeper"] = CallerKind.RecordKeeper,
        ["administrator"] = CallerKind.Administrator,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Words => s_kinds.Keys;

    public static CallerKind Of(string? word) => word is null ? CallerKind.Unknown : s_kinds.GetValueOrDefault(word);
}
