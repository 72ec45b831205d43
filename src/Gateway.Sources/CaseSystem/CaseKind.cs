namespace Gateway.Sources.CaseSystem;

/// <summary>One kind of record of the case system.</summary>
/// <param name="Letter">The letter that its locators begin with.</param>
/// <param name="Path">Its part of the address.</param>
/// <param name="Record">Its model; the maps are named after it.</param>
internal sealed record CaseKind(char Letter, string Path, string Record)
{
    public const string Base = "https://health-justice.example/id/case-system/";
    private const string Concepts = "https://health-justice.example/fhir/ConceptMap/";

    public static readonly CaseKind Persons = new('p', "persons", "CasePerson") { Ids = [$"{Base}person"] };

    public static readonly CaseKind HealthRequests = new('h', "health-requests", "CaseHealthRequest")
    {
        Ids = [$"{Base}health-request"],
        Others = new Dictionary<string, string> { [Systems.HealthRequest] = "reference", [Systems.CustodyNumber] = "custodyNumber" },
        Unasked = [Systems.Ods],
        Strangers = ["Patient"],
        Statuses = new Dictionary<string, string> { ["ServiceRequest"] = $"{Concepts}case-health-request-order", ["Task"] = $"{Concepts}case-health-request-task" },
        Elsewhere = new Dictionary<(string, string), string> { [("Task", "failed")] = "completed" },
    };

    public static readonly IReadOnlyList<CaseKind> All =
    [
        Persons,
        new('e', "episodes", "CaseEpisode")
        {
            Ids = [$"{Base}episode"],
            Others = new Dictionary<string, string> { [Systems.CustodyNumber] = "custodyNumber" },
            Statuses = new Dictionary<string, string> { ["Encounter"] = $"{Concepts}case-episode-status" },
        },
        new('a', "answers", "CaseAnswers")
        {
            Ids = [$"{Base}answers"],
            Statuses = new Dictionary<string, string> { ["QuestionnaireResponse"] = $"{Concepts}case-form-status" },
        },
        new('f', "feedback", "CaseFeedback") { Ids = [$"{Base}feedback"], HasPerson = false },
        new('c', "consents", "CaseConsent") { Ids = [$"{Base}consent"] },
        new('r', "referrals", "CaseReferral")
        {
            Ids = [$"{Base}referral", $"{Base}referral-task"],
            Statuses = new Dictionary<string, string> { ["ServiceRequest"] = $"{Concepts}case-referral-request", ["Task"] = $"{Concepts}case-referral-task" },
        },
        new('k', "risks", "CaseRisk") { Ids = [$"{Base}risk"], Statuses = new Dictionary<string, string> { ["Flag"] = $"{Concepts}case-risk-status" } },
        new('m', "medications-given", "CaseMedicationGiven")
        {
            Ids = [$"{Base}medication-given"],
            Statuses = new Dictionary<string, string> { ["MedicationAdministration"] = $"{Concepts}case-medication-status" },
        },
        new('d', "court-dates", "CaseCourtDate")
        {
            Ids = [$"{Base}court-date"],
            Unasked = [Systems.CourtCase],
            Statuses = new Dictionary<string, string> { ["Appointment"] = $"{Concepts}case-court-status" },
        },
        HealthRequests,
    ];

    /// <summary>Whether its records are about a person whom they name.</summary>
    public bool HasPerson { get; init; } = true;

    /// <summary>The identifier systems whose values are the record's own id.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Other identifier systems that its resources bear, each with the parameter that asks for it.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>Identifier systems that its resources bear and the case system cannot be asked for.</summary>
    public IReadOnlyList<string> Unasked { get; init; } = [];

    /// <summary>The ConceptMap from its status to that of the resource, by type.</summary>
    public IReadOnlyDictionary<string, string> Statuses { get; init; } = new Dictionary<string, string>();

    /// <summary>Statuses of resources that follow from more than the record's status, which is then this.</summary>
    public IReadOnlyDictionary<(string Type, string Status), string> Elsewhere { get; init; } = new Dictionary<(string, string), string>();

    /// <summary>The types that are made only of records that do not name their person.</summary>
    public IReadOnlyList<string> Strangers { get; init; } = [];

    public string ToFhir => $"{Record}ToFhir";

    public string FromFhir => $"{Record}FromFhir";
}
