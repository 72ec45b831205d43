using Gateway.Fhir.Elements;

namespace Gateway.Summaries;

/// <summary>The sections of a summary in the order of the guide: the three that are required, those that are recommended, and those that matter in custody. A section of IPS takes entries of IPS's types alone, so that what else is planned has one of its own.</summary>
internal static class SummarySections
{
    private static readonly string[] s_over = ["inactive", "remission", "resolved"];
    private static readonly string[] s_apart = ["vital-signs", "social-history"];

    public static IReadOnlyList<SummarySection> All { get; } =
    [
        new("10160-0", "History of Medication use Narrative", "Medication summary", ["MedicationStatement", "MedicationRequest"], IsSaid) { IsRequired = true, NoInformation = "no-medication-info" },
        new("48765-2", "Allergies and adverse reactions Document", "Allergies and intolerances", ["AllergyIntolerance"], IsHeld) { IsRequired = true, NoInformation = "no-allergy-info" },
        new("11450-4", "Problem list - Reported", "Problems", ["Condition"], c => IsHeld(c) && !IsOver(c)) { IsRequired = true, NoInformation = "no-problem-info" },
        new("104605-1", "Alert", "Alerts", ["Flag"], IsSaid),
        new("11369-6", "History of Immunization note", "Immunizations", ["Immunization"], IsSaid) { NoInformation = "no-immunization-info" },
        new("30954-2", "Relevant diagnostic tests/laboratory data note", "Results", ["Observation", "DiagnosticReport"], r => IsSaid(r) && !s_apart.Any(c => Has(r, "category", c))),
        new("47519-4", "History of Procedures Document", "Procedures", ["Procedure"], IsSaid) { NoInformation = "no-procedure-info" },
        new("46264-8", "History of medical device use", "Medical devices", ["DeviceUseStatement"], IsSaid) { NoInformation = "no-device-info" },
        new("8716-3", "Vital signs note", "Vital signs", ["Observation"], o => IsSaid(o) && Has(o, "category", "vital-signs")),
        new("29762-2", "Social history note", "Social history", ["Observation"], o => IsSaid(o) && Has(o, "category", "social-history")),
        new("11348-0", "History of Past illness note", "Past problems", ["Condition"], c => IsHeld(c) && IsOver(c)),
        new("18776-5", "Plan of care note", "Plan of care", ["CarePlan"], IsSaid),
        new("42348-3", "Advance healthcare directives", "Advance directives", ["Consent"], c => IsSaid(c) && Has(c, "scope", "adr")),
        new(null, "Requests and appointments", "Requests and appointments", ["ServiceRequest", "Appointment"], IsSaid),
    ];

    /// <summary>The types of all sections.</summary>
    public static IReadOnlySet<string> Types { get; } = All.SelectMany(s => s.Types).ToHashSet(StringComparer.Ordinal);

    // What was taken back is not said.
    private static bool IsSaid(Element resource) => resource.ChildText("status") is not ("entered-in-error" or "cancelled");

    private static bool IsHeld(Element resource) => !Has(resource, "verificationStatus", "entered-in-error") && !Has(resource, "verificationStatus", "refuted");

    private static bool IsOver(Element condition) => s_over.Any(c => Has(condition, "clinicalStatus", c)) || (!condition["clinicalStatus"].Any() && condition["abatement"].Any());

    private static bool Has(Element resource, string name, string code) => resource[name].SelectMany(c => c["coding"]).Any(c => c.ChildText("code") == code);
}
