namespace Gateway.Security;

/// <summary>The scopes of what is not FHIR.</summary>
internal static class NativeScopes
{
    /// <summary>Custody raises health requests: <c>/custody/health-requests</c>.</summary>
    public const string HealthRequests = "custody/health-requests.write";

    /// <summary>Custody sends custody records: <c>/custody/records</c>.</summary>
    public const string CustodyRecords = "custody/records.write";

    /// <summary>Custody sends arrest reports: <c>/custody/arrest-reports</c>.</summary>
    public const string ArrestReports = "custody/arrest-reports.write";

    /// <summary>Custody and escorts send escort records: <c>/custody/escort-records</c>.</summary>
    public const string EscortRecords = "custody/escort-records.write";

    /// <summary>Courts send results: <c>/courts/results</c>.</summary>
    public const string CourtResults = "courts/results.write";

    /// <summary>Sends messages of the Booking and Referral Standard for its own organisation: <c>/fhir/$process-message</c>.</summary>
    public const string Messages = "bars/messages.write";

    /// <summary>Carries such messages of any organisation, as the national proxy does.</summary>
    public const string AnyMessages = "bars/messages.proxy";

    /// <summary>Readiness and metrics are read from another machine.</summary>
    public const string Metrics = "gateway/metrics.read";

    private const string Sources = "gateway/sources.";

    /// <summary>Somebody speaks to a source's own FHIR interface, where ids are the source's: <c>/sources/{name}/fhir</c>.</summary>
    public static string OfSource(string name) => $"{Sources}{name}";

    public static bool IsKnown(string scope) => All.Contains(scope) || (scope.StartsWith(Sources, StringComparison.Ordinal) && scope[Sources.Length..] is { Length: > 0 and <= 40 } name && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    public static IReadOnlyList<string> All { get; } = [HealthRequests, CustodyRecords, ArrestReports, EscortRecords, CourtResults, Messages, AnyMessages, Metrics];
}
