using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;

namespace Gateway.Access.Tests.Policies;

/// <summary>What the policies of Essex let each kind of recipient see of what the maps make of the sources' records (the expected outputs of their cases).</summary>
public sealed class MappedRecordTests
{
    private static readonly Lazy<AccessPolicies> s_policies = new(() => Repository.Policies("essex"));

    // The folders of maps, and the source that each kind of record comes from.
    private static readonly Dictionary<string, DataOrigin> s_origins = new()
    {
        ["case-system"] = new DataOrigin("case-system", "case-system", "R1L"),
        ["custody"] = new DataOrigin("custody", "custody", "42"),
        ["gp-connect"] = new DataOrigin("trust", "trust", "R1L"),
        ["community"] = new DataOrigin("community", "community", "ZZ950"),
        ["courts"] = new DataOrigin("courts", "courts", "B42AZ01"),
    };

    private static readonly Dictionary<string, List<Element>> s_records = s_origins.Keys.ToDictionary(f => f, f => Directory.EnumerateFiles(Path.Combine(TestFolders.Repository, "mappings", f, "cases"), "*.expected.json", SearchOption.AllDirectories)
        .Select(file => FhirJson.Read(File.ReadAllBytes(file), options: Fhir.ReadOptions.Tolerant)).Where(r => r.IsRead && r.Root.Type.IsResource).SelectMany(r => Resources(r.Root)).ToList());

    public static TheoryData<string, string, string, string> Seen => new()
    {
        // Who, whose data, types of which some are seen, types of which none is.
        { "trust-clinician", "case-system", "Encounter Flag MedicationAdministration QuestionnaireResponse ServiceRequest Task Patient Consent Appointment", "" },
        { "trust-clinician", "gp-connect", "AllergyIntolerance Condition MedicationRequest MedicationStatement Observation Patient Encounter", "" },
        { "trust-clinician", "custody", "Encounter Flag Patient", "" },
        { "trust-clinician", "courts", "", "*" },
        { "case-worker", "case-system", "Encounter Flag MedicationAdministration QuestionnaireResponse ServiceRequest Task Patient Consent Appointment Observation", "" },
        { "case-worker", "gp-connect", "AllergyIntolerance Condition MedicationRequest MedicationStatement Observation Patient", "" },
        { "case-worker", "custody", "Encounter Flag Patient Observation ServiceRequest", "" },
        { "case-worker", "community", "Task", "" },
        { "case-worker", "courts", "Observation Patient Appointment", "" },
        { "community-worker", "case-system", "Patient ServiceRequest Task QuestionnaireResponse Consent Flag", "MedicationAdministration" },
        { "community-worker", "gp-connect", "Condition", "MedicationStatement AllergyIntolerance DocumentReference" },
        { "community-worker", "courts", "", "*" },
        { "custody-officer", "case-system", "Observation Flag Task ServiceRequest", "QuestionnaireResponse Consent MedicationAdministration Appointment" },
        { "custody-officer", "gp-connect", "", "Condition MedicationStatement AllergyIntolerance DocumentReference Encounter" },
        { "custody-officer", "custody", "Encounter Patient Flag", "" },
        { "commissioner", "case-system", "", "*" },
        { "commissioner", "gp-connect", "", "*" },
        { "administrator", "case-system", "", "*" },
        { "court", "gp-connect", "", "AllergyIntolerance Condition MedicationRequest MedicationStatement Observation Encounter DocumentReference" },
        { "court-report-writer", "case-system", "", "Encounter Flag MedicationAdministration QuestionnaireResponse ServiceRequest Task Patient Consent" },
        { "court-report-writer", "courts", "Observation", "" },
        { "probation", "case-system", "", "Encounter Flag MedicationAdministration QuestionnaireResponse ServiceRequest Task Patient Consent" },
        { "probation", "courts", "Observation", "" },
        { "amhp", "gp-connect", "Condition AllergyIntolerance MedicationStatement", "" },
        { "street-triage", "gp-connect", "Condition AllergyIntolerance MedicationStatement", "" },
        { "street-triage", "case-system", "", "QuestionnaireResponse" },
        { "liaison-and-diversion", "courts", "Observation", "" },
        { "data-subject", "case-system", "Patient Encounter", "" },
    };

    [Theory]
    [MemberData(nameof(Seen))]
    public void What_is_seen(string recipient, string source, string some, string none)
    {
        var session = Session(recipient);
        var shown = s_records[source].Where(r => session.Decide(r, s_origins[source], PersonConsents.None).Shown is not null).Select(r => r.Type.Name).ToHashSet();
        string[] directory = ["Organization", "Location", "Practitioner", "PractitionerRole", "HealthcareService", "Questionnaire", "Bundle", "OperationOutcome"];

        some.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(shown).Should().BeEmpty();
        (none == "*" ? shown.Except(directory) : shown.Intersect(none.Split(' '))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("trust-clinician")]
    [InlineData("community-worker")]
    [InlineData("custody-officer")]
    [InlineData("amhp")]
    [InlineData("street-triage")]
    [InlineData("commissioner")]
    public void No_offence_and_no_disposal_of_custody_reaches(string recipient)
    {
        var session = Session(recipient);

        s_records["custody"].Select(r => session.Decide(r, s_origins["custody"], PersonConsents.None)).Where(d => d.Labels.Sensitivities.Any(s => s.Code is "offence" or "disposal")).Should().NotBeEmpty()
            .And.OnlyContain(d => d.Shown == null);
    }

    [Fact]
    public void A_justice_purpose_without_its_basis_is_shown_nothing()
    {
        foreach (var recipient in new[] { "court-report-writer", "probation", "data-subject" })
            s_records.SelectMany(s => s.Value.Select(r => Session(recipient, basis: null).Decide(r, s_origins[s.Key], PersonConsents.None))).Should().NotContain(d => d.Shown != null && d.Patients.Count > 0, recipient);
    }

    private static AccessSession Session(string recipient) => Session(recipient, new LegalBasis("b", "a", Decisions.Deciding.Now.AddDays(1)));

    private static AccessSession Session(string recipient, LegalBasis? basis)
    {
        var row = s_policies.Value.Rows.First(r => r.Recipient == recipient);
        return new AccessSession(s_policies.Value, new PartyDirectory([]), new AccessRequest
        {
            Actors = [new PartyReference("Practitioner/a", null)],
            Recipient = recipient,
            Organization = row.Organizations[0],
            Purpose = row.Purpose,
            Time = Decisions.Deciding.Now,
            User = "a",
            Facts = new HashSet<string> { "police-vetted", "amhp-on-duty" },
            Basis = basis,
        }, TimeZoneInfo.Utc);
    }

    private static IEnumerable<Element> Resources(Element resource) =>
        resource.Type.Name is "Bundle" ? resource["entry"].SelectMany(e => e["resource"]).SelectMany(Resources) : [resource];
}
