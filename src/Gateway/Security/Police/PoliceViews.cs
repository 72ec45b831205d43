using Gateway.Fhir.Elements;
using static Gateway.Security.Police.PoliceCodes;

namespace Gateway.Security.Police;

/// <summary>
/// All that police are shown: what they need to hold, question, charge and release a person safely, and how far their own health requests are. What
/// is not listed is not shown: notes, reasons, results, conditions, medicines that are not due, who said it, and any prose but that of doses and conditions to be kept.
/// </summary>
internal static class PoliceViews
{
    private static readonly string[] s_numbers = ["https://health-justice.example/id/pnc", "https://health-justice.example/id/cro"];
    private static readonly string[] s_organizations = ["https://fhir.nhs.uk/Id/ods-organization-code", "https://health-justice.example/id/police-force"];
    private static readonly string[] s_suites = ["https://health-justice.example/id/custody-suite"];
    private static readonly ViewPart[] s_quantity = [new PlainPart("value"), new PlainPart("comparator"), new WordsPart("unit")];

    public static IReadOnlyList<ResourceView> All { get; } =
    [
        new ResourceView("Observation", r => Has(r["code"], Fitness),
            new PlainPart("status"), new CodesPart("code", Fitness) { IsNeeded = true }, new ReferencePart("subject", "Patient"), new ReferencePart("encounter", "Encounter"), new PlainPart("effective"),
            new CodesPart("value", FitnessDecision) { IsNeeded = true },
            // Fit on a condition that is not shown would read as fit.
            new InnerPart("component", new CodesPart("code", Condition) { IsNeeded = true }, new WordsPart("value") { IsNeeded = true }) { Where = c => Has(c["code"], Condition), IsNeeded = true },
            new InnerPart("component", new CodesPart("code", ReviewBy) { IsNeeded = true }, new PlainPart("value") { IsNeeded = true }) { Where = c => Has(c["code"], ReviewBy), IsNeeded = true }),
        new ResourceView("Observation", r => Has(r["code"], Watch),
            new PlainPart("status"), new CodesPart("code", Watch) { IsNeeded = true }, new ReferencePart("subject", "Patient"), new ReferencePart("encounter", "Encounter"), new PlainPart("effective"),
            new CodesPart("value", WatchLevel) { IsNeeded = true }),
        // As in the messages to custody, a risk that is over is none.
        new ResourceView("Flag", r => r.ChildText("status") == "active",
            new PlainPart("status"), new RiskPart("code"), new ReferencePart("subject", "Patient"), Period("period"), new ReferencePart("encounter", "Encounter")),
        new ResourceView("MedicationRequest", IsDue,
            new PlainPart("status"), new PlainPart("intent"), new PlainPart("doNotPerform"), new MedicinePart("medication"), new ReferencePart("subject", "Patient"), new ReferencePart("encounter", "Encounter"),
            new InnerPart("dosageInstruction", new PlainPart("sequence"), new WordsPart("text"), new InnerPart("timing", new PlainPart("event")), new AsNeededPart(),
                new InnerPart("doseAndRate", new InnerPart("dose", s_quantity) { Where = d => d.Type.Is("Quantity"), IsNeeded = true }), new InnerPart("maxDosePerAdministration", s_quantity), new InnerPart("maxDosePerPeriod", new InnerPart("numerator", s_quantity), new InnerPart("denominator", s_quantity)))
            { Where = HasTime, IsNeeded = true }),
        new ResourceView("Task", r => Numbered(r, HealthRequest) || r["focus"].Any(f => Numbered(f, HealthRequest)),
            Identifiers(HealthRequest), new PlainPart("status"), new CodesPart("statusReason", RejectedReason), new CodesPart("businessStatus", Outcome), new PlainPart("intent"), new PlainPart("priority"), new CodesPart("code", Fulfil), new ReferencePart("focus", "ServiceRequest"), new ReferencePart("for", "Patient"),
            new ReferencePart("encounter", "Encounter"), Period("executionPeriod"), new PlainPart("authoredOn"), new PlainPart("lastModified"), new ReferencePart("requester", "Organization"), new ReferencePart("owner", "Organization"), new InnerPart("restriction", Period("period"))),
        new ResourceView("ServiceRequest", r => Numbered(r, HealthRequest),
            Identifiers(HealthRequest), new PlainPart("status"), new PlainPart("intent"), new PlainPart("priority"), new PlainPart("doNotPerform"), new CodesPart("code", Service), new ReferencePart("subject", "Patient"), new ReferencePart("encounter", "Encounter"), new PlainPart("occurrence"), new PlainPart("authoredOn"),
            new ReferencePart("requester", "Organization"), new ReferencePart("performer", "Organization")),
        new ResourceView("Encounter", r => Numbered(r, CustodyNumber),
            Identifiers(CustodyNumber), new PlainPart("status"), new CodesPart("class", Stay), new ReferencePart("subject", "Patient"), Period("period"), new ReferencePart("serviceProvider", "Organization")),
        new ResourceView("Patient", r => Numbered(r, s_numbers),
            Identifiers(s_numbers), new PlainPart("active"), new InnerPart("name", new PlainPart("use"), new WordsPart("family"), new WordsPart("given")), new PlainPart("birthDate")),
        new ResourceView("Organization", r => Numbered(r, s_organizations), Identifiers(s_organizations), new PlainPart("active"), new WordsPart("name")),
        new ResourceView("Location", r => Numbered(r, s_suites), Identifiers(s_suites), new PlainPart("status"), new PlainPart("mode"), new WordsPart("name"), new ReferencePart("managingOrganization", "Organization")),
    ];

    /// <summary>The view of a resource; null when it is not for police.</summary>
    public static ResourceView? Find(Element resource) => All.FirstOrDefault(v => v.Type == resource.Type.Name && v.IsShown(resource));

    private static InnerPart Period(string name) => new(name, new PlainPart("start"), new PlainPart("end"));

    private static InnerPart Identifiers(params string[] systems) => new("identifier", new PlainPart("use"), new SystemPart(), new WordsPart("value")) { Where = i => systems.Contains(i.ChildText("system")) };

    private static bool Numbered(Element numbered, params string[] systems) => numbered["identifier"].Any(i => systems.Contains(i.ChildText("system")));

    private static bool Has(IEnumerable<Element> concepts, CodeList list) =>
        concepts.SelectMany(c => c["coding"]).Any(c => c.ChildText("system") == list.System && c.ChildText("code") is { } code && list.Codes.Contains(code));

    // Medicines that the person takes otherwise are the person's history, which is not for police.
    private static bool IsDue(Element request) => request.ChildText("status") == "active" && request["dosageInstruction"].Any(HasTime);

    private static bool HasTime(Element dosage) => dosage["timing"].SelectMany(t => t["event"]).Any(e => e.HasValue);
}
