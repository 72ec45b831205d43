namespace Gateway.Security;

/// <summary>What kind of recipient a caller is, which decides what it is shown.</summary>
internal enum CallerKind
{
    /// <summary>The token does not say, or says what the gateway does not know: nothing is shown.</summary>
    Unknown,
    TrustClinician,
    CustodyOfficer,
    CustodyHealthcare,
    LiaisonAndDiversion,
    StreetTriage,
    Amhp,
    CommunityWorker,
    CaseWorker,
    Court,
    CourtReportWriter,
    Probation,
    Commissioner,
    DataSubject,
    System,
    RecordKeeper,
    Administrator,
}
