namespace Gateway.Security;

/// <summary>The scopes of what is not FHIR.</summary>
internal static class NativeScopes
{
    /// <summary>Custody raises health requests: <c>/custody/health-requests</c>.</summary>
    public const string HealthRequests = "custody/health-requests.write";

    /// <summary>Custody sends custody records: <c>/custody/records</c>.</summary>
    public const string CustodyRecords = "custody/records.write";

    /// <summary>Courts send results: <c>/courts/results</c>.</summary>
    public const string CourtResults = "courts/results.write";

    /// <summary>Sends messages of the Booking and Referral Standard for its own organisation: <c>/fhir/$process-message</c>.</summary>
    public const string Messages = "bars/messages.write";

    /// <summary>Carries such messages of any organisation, as the national proxy does.</summary>
    public const string AnyMessages = "bars/messages.proxy";

    /// <summary>Readiness and metrics are read from another machine.</summary>
    public const string Metrics = "gateway/metrics.read";

    public static IReadOnlyList<string> All { get; } = [HealthRequests, CustodyRecords, CourtResults, Messages, AnyMessages, Metrics];
}
