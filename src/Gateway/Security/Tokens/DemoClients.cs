namespace Gateway.Security.Tokens;

/// <summary>Who takes part in the demo of an area.</summary>
internal static class DemoClients
{
    public const string TrustClinician = "trust-clinician";
    public const string CustodySystem = "custody-system";
    public const string CommunityProvider = "community-provider";
    public const string Courts = "courts";
    public const string Practitioner = "practitioner";
    public const string MessageProxy = "message-proxy";
    public const string Administrator = "administrator";
    public const string SourceReader = "source-reader";
    public const string RecordKeeper = "record-keeper";

    private static readonly string[] s_clinical = ["Patient", "MedicationStatement", "MedicationRequest", "MedicationAdministration", "AllergyIntolerance", "Condition", "Observation", "Flag", "Encounter", "DetectedIssue", "Medication"];
    private static readonly string[] s_work = ["Task", "ServiceRequest", "QuestionnaireResponse", "Questionnaire", "Consent", "Communication", "Appointment"];
    private static readonly string[] s_directory = ["Organization", "Practitioner", "PractitionerRole", "Location", "Provenance"];
    private static readonly string[] s_police = ["Task", "ServiceRequest", "Observation", "Flag", "MedicationRequest", "Encounter", "Patient", "Organization", "Location"];

    /// <summary>Those whose organisation the area has.</summary>
    public static IReadOnlyList<DemoClient> Of(DemoOrganizations codes) =>
    [
        .. Outside(codes),
        new(Practitioner, "demo-practitioner", codes.CaseService, "case-worker", [.. Read("user", [.. s_clinical, .. s_work, .. s_directory]), .. Write("user", s_work)], ["TREAT"]),
        new(RecordKeeper, RecordKeeper, codes.CaseService, "record-keeper", ["system/*.cruds"], ["TREAT"]),
        new(Administrator, "demo-administrator", codes.CaseService, "administrator", ["system/*.cruds", NativeScopes.Metrics], ["HOPERAT"]),
    ];

    private static IEnumerable<DemoClient> Outside(DemoOrganizations codes)
    {
        if (codes.Trust is { } trust)
        {
            yield return new(TrustClinician, "demo-clinician", trust, "trust-clinician", [.. Read("user", [.. s_clinical, .. s_work, .. s_directory])], ["TREAT"]);
            yield return new(SourceReader, SourceReader, trust, "trust-clinician", ["system/*.rs", NativeScopes.OfSource("trust")], ["TREAT"]);
        }

        if (codes.Force is { } force)
            yield return new(CustodySystem, CustodySystem, force, "custody-officer", [.. Read("system", s_police), NativeScopes.HealthRequests, NativeScopes.CustodyRecords, NativeScopes.ArrestReports, NativeScopes.EscortRecords], ["custody-care"]);
        if (codes.Community is { } community)
            yield return new(CommunityProvider, CommunityProvider, community, "community-worker", [.. Read("system", ["Patient", "Condition", "Flag", "Encounter", .. s_work, .. s_directory]), "system/Task.u", "system/Communication.c", "system/Subscription.cruds"], ["TREAT"]);
        if (codes.Trust is not null)
            yield return new(MessageProxy, MessageProxy, codes.CaseService, "system", [NativeScopes.AnyMessages], ["HOPERAT"]);
        if (codes.Court is { } court)
            yield return new(Courts, Courts, court, "court", [NativeScopes.CourtResults], ["court-results"]);
    }

    private static IEnumerable<string> Read(string context, IEnumerable<string> types, string letters = "rs") => types.Select(t => $"{context}/{t}.{letters}");

    private static IEnumerable<string> Write(string context, IEnumerable<string> types) => Read(context, types, "cu");
}
