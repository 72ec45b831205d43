using System.Collections.Frozen;

namespace Gateway.Security.Police;

/// <summary>The words in which police are told things. A code that is not listed is not shown.</summary>
internal static class PoliceCodes
{
    public const string CustodyNumber = "https://health-justice.example/id/custody-number";
    public const string HealthRequest = "https://health-justice.example/id/health-request";
    public const string RiskSystem = "https://health-justice.example/fhir/CodeSystem/custody-risk";
    private const string Ours = "https://health-justice.example/fhir/CodeSystem/";
    private const string Snomed = "http://snomed.info/sct";
    private const string ScreeningNeed = Ours + "screening-need";

    public static CodeList Fitness { get; } = CodeList.Of(Ours + "custody-assessment", "fit-to-detain", "fit-to-interview", "fit-to-charge", "fit-to-release", "fit-to-transfer");

    public static CodeList FitnessDecision { get; } = CodeList.Of(Ours + "fitness-decision", "fit", "fit-with-conditions", "not-fit");

    public static CodeList Condition { get; } = CodeList.Of(Ours + "custody-assessment", "condition");

    public static CodeList ReviewBy { get; } = CodeList.Of(Ours + "custody-assessment", "review-by");

    public static CodeList Watch { get; } = CodeList.Of(Ours + "custody-assessment", "observation-level");

    public static CodeList WatchLevel { get; } = CodeList.Of(Ours + "observation-level", "standard", "hourly", "every-30-minutes", "every-15-minutes", "every-10-minutes", "every-5-minutes", "constant", "constant-cctv", "constant-physical", "alternative");

    public static CodeList Outcome { get; } = CodeList.Of(Ours + "outcome", "received", "accepted", "rejected", "engaged", "attended", "completed", "transferred-to-hospital", "did-not-attend", "declined", "disengaged", "released-before-seen", "withdrawn");

    /// <summary>Why a request was turned down: the targets of <c>ConceptMap-community-reject-reason.json</c>.</summary>
    public static CodeList RejectedReason { get; } = CodeList.Of("https://fhir.nhs.uk/CodeSystem/rejected-reasons-bars", "22", "23", "24", "26", "27", "40", "42", "99");

    public static CodeList Service { get; } = CodeList.Of(Ours + "service", "custody-healthcare");

    public static CodeList Fulfil { get; } = CodeList.Of("http://hl7.org/fhir/CodeSystem/task-code", "fulfill");

    public static CodeList Stay { get; } = CodeList.Of("http://terminology.hl7.org/CodeSystem/v3-ActCode", "FLD");

    /// <summary>The risks that police may be told of, each in their own word for it: the rows of <c>ConceptMap-custody-risk.json</c>, to which a test holds this list.</summary>
    public static FrozenDictionary<(string System, string Code), string> Risks { get; } = new Dictionary<(string, string), string>
    {
        [(Snomed, "401206008")] = "self-harm",
        [(Snomed, "225444004")] = "suicide",
        [(Snomed, "129707006")] = "violence",
        [(Snomed, "415685003")] = "alcohol",
        [(Snomed, "417430008")] = "vulnerable",
        [(Snomed, "766561000000109")] = "vulnerable",
        [(Snomed, "84757009")] = "seizures",
        [(ScreeningNeed, "alcohol-withdrawal")] = "withdrawal",
        [(ScreeningNeed, "drug-withdrawal")] = "withdrawal",
        [(ScreeningNeed, "escape")] = "escape",
        [(ScreeningNeed, "concealed-items")] = "concealed-items",
    }.ToFrozenDictionary();
}
