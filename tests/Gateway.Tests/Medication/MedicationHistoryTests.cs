using Gateway.Medication;
using Gateway.Sources;
using static Gateway.Tests.Medication.Saying;

namespace Gateway.Tests.Medication;

public sealed class MedicationHistoryTests
{
    private const string Sertraline = "Sertraline 50mg tablets";

    /// <summary>What is said, and the disagreements that follow. All sources have answered.</summary>
    private static readonly (string Situation, MedicationResource[] Said, string[] Disagreements)[] s_situations =
    [
        ("all say the same", [Declared(Sertraline, "one tablet, once a day"), Prescribed(Sertraline, "One To Be Taken Each Day"), Given(Sertraline, 1)], []),
        ("the same in tablets of another strength", [Declared("Sertraline 100mg tablets", "half a tablet daily"), Prescribed(Sertraline, "take one daily"), Given("Sertraline", 50, "mg")], []),
        ("the same in a day", [Declared("Metformin 500mg tablets", "two tablets once a day"), Prescribed("Metformin 500mg tablets", "One To Be Taken Twice A Day"), Given("Metformin 500mg tablets")], []),
        ("the person says more", [Declared(Sertraline, "two tablets, once a day"), Prescribed(Sertraline, "One To Be Taken Each Day"), Given(Sertraline, 1)], ["differing-dose high"]),
        ("the person says less often", [Declared(Sertraline, "one tablet weekly"), Prescribed(Sertraline, "One To Be Taken Each Day"), Given(Sertraline)], ["differing-dose moderate"]),
        ("another strength", [Declared("Sertraline 100mg tablets", "one tablet daily"), Prescribed(Sertraline, "one tablet daily"), Given(Sertraline)], ["differing-dose moderate"]),
        ("more was given than is prescribed", [Declared("Diazepam"), Prescribed("Diazepam 2mg tablets", "1 tablet three times a day", code: "42128111000001101"), Given("Diazepam 5mg tablets", 1, code: "321197008")], ["differing-dose high"]),
        ("doses that no rule can read", [Declared(Sertraline, "some at night, some more later"), Prescribed(Sertraline, "One Or Two To Be Taken At Night"), Given(Sertraline)], ["dose-not-comparable low"]),
        ("both say how often alone", [Declared("Aciclovir cream", "apply every day"), Prescribed("Aciclovir 5% cream", "Apply Each Day"), Given("Aciclovir")], []),
        ("as directed is no dose", [Declared(Sertraline, "two tablets daily"), Prescribed(Sertraline, "As directed"), Given(Sertraline)], []),
        ("stopped by the practice, taken by the person", [Declared(Sertraline), Prescribed(Sertraline, status: "stopped", end: "2026-05-01")], ["stopped-and-active moderate"]),
        ("stopped by the practice, given in custody", [Declared(Sertraline), Prescribed(Sertraline, status: "stopped", end: "2026-05-01"), Given(Sertraline, 1)], ["stopped-and-active high"]),
        ("a course ran its time, the person still takes it", [Declared("Amoxicillin"), Prescribed("Amoxicillin", status: "completed", end: "2026-05-01")], ["stopped-and-active low"]),
        ("a course ran its time, staff give it again", [Given("Paracetamol", 2), Prescribed("Paracetamol", status: "completed", end: "2026-05-01")], []),
        ("stopped after the person declared it", [Declared(Sertraline, at: "2026-04-01T08:00:00Z"), Prescribed(Sertraline, status: "stopped", end: "2026-05-01")], []),
        ("prescribed, the person says that it ended", [Declared(Sertraline, status: "stopped"), Prescribed(Sertraline), Given(Sertraline)], ["stopped-and-active moderate"]),
        ("an old course is over, a new one runs", [Declared(Sertraline), Prescribed(Sertraline, status: "completed", at: "2020-01-01", end: "2020-02-01"), Prescribed(Sertraline), Given(Sertraline)], []),
        ("prescribed alone", [Declared("Methadone"), Prescribed("Methadone"), Given("Methadone"), Prescribed("Insulin glargine 100units/ml solution for injection")], ["prescribed-not-declared+prescribed-not-given moderate"]),
        ("prescribed and declared, not given", [Declared(Sertraline), Prescribed(Sertraline)], ["prescribed-not-given moderate"]),
        ("prescribed and given, not declared", [Prescribed(Sertraline), Given(Sertraline)], ["prescribed-not-declared moderate"]),
        ("refused", [Declared(Sertraline), Prescribed(Sertraline), Given(Sertraline, status: "not-done", reason: "Refused")], ["prescribed-not-given moderate"]),
        ("given, and refused later", [Declared(Sertraline), Prescribed(Sertraline), Given(Sertraline, 1, at: "2026-11-21T09:00:00Z"), Given(Sertraline, status: "not-done", reason: "Refused")], ["prescribed-not-given moderate"]),
        ("refused, and given later", [Declared(Sertraline), Prescribed(Sertraline), Given(Sertraline, status: "not-done", at: "2026-11-21T09:00:00Z"), Given(Sertraline, 1)], []),
        ("prescribed after the stay", [Declared("Methadone", at: "2026-01-01T08:00:00Z"), Prescribed("Methadone"), Given("Methadone", at: "2026-01-01T09:00:00Z"), Prescribed(Sertraline, at: "2026-03-01")], []),
        ("told to the practice, not to custody", [Declared("Methadone"), Prescribed("Methadone"), Given("Methadone"), Prescribed(Sertraline), Declared(Sertraline, source: "trust"), Given(Sertraline)], ["prescribed-not-declared moderate"]),
        ("declared alone", [Declared("Spice")], ["declared-not-prescribed moderate"]),
        ("declared as ended, and prescribed by none", [Declared("Fluoxetine", status: "completed")], []),
        ("prescribed twice", [Declared(Sertraline), Prescribed(Sertraline), Ordered("Sertraline 100mg tablets"), Given(Sertraline)], ["duplicate-therapy moderate"]),
        ("statement, authorisation and issues are one", [Declared(Sertraline), Given(Sertraline), .. GpTherapy("active")], []),
        ("issues that ran out do not end what goes on", [Declared(Sertraline), Given(Sertraline), .. GpTherapy("active"), Ordered(Sertraline, status: "completed", basedOn: "MedicationRequest/plan-1")], []),
        ("a pharmacy's word is no prescription that runs", [Dispensed(Sertraline)], []),
        ("entered in error says nothing", [Declared(Sertraline, status: "entered-in-error"), Prescribed(Sertraline, status: "entered-in-error")], []),
    ];

    public static TheoryData<string> Situations() => new(s_situations.Select(s => s.Situation));

    [Theory]
    [MemberData(nameof(Situations))]
    public void What_sources_say_leads_to_the_disagreements_that_it_holds(string situation)
    {
        var (_, said, disagreements) = s_situations.Single(s => s.Situation == situation);
        new HistoryView(said).IssueCodes.Should().Equal(disagreements);
    }

    [Theory]
    [InlineData(SourceState.TimedOut)]
    [InlineData(SourceState.BreakerOpen)]
    [InlineData(SourceState.Throttled)]
    [InlineData(SourceState.Failed)]
    [InlineData(SourceState.Partly)]
    [InlineData(SourceState.NotLinked)]
    public void A_source_that_did_not_answer_in_full_is_never_taken_for_a_no(SourceState state)
    {
        new HistoryView(HistoryView.Sources(trust: state), Declared("Spice")).IssueCodes.Should().BeEmpty();
        new HistoryView(HistoryView.Sources(care: state), Declared(Sertraline), Prescribed(Sertraline)).IssueCodes.Should().BeEmpty();
        new HistoryView(HistoryView.Sources(custody: state), Prescribed(Sertraline), Given(Sertraline)).IssueCodes.Should().BeEmpty();
    }

    [Theory]
    [InlineData(SourceState.Answered, SourceState.NothingKnown, "nilknown")]
    [InlineData(SourceState.NothingKnown, SourceState.NothingKnown, "nilknown")]
    [InlineData(SourceState.NothingKnown, SourceState.TimedOut, "unavailable")]
    [InlineData(SourceState.TimedOut, SourceState.NothingKnown, "unavailable")]
    [InlineData(SourceState.NothingKnown, SourceState.Failed, "unavailable")]
    [InlineData(SourceState.NothingKnown, SourceState.Partly, "unavailable")]
    [InlineData(SourceState.NothingKnown, SourceState.Throttled, "unavailable")]
    [InlineData(SourceState.NothingKnown, SourceState.BreakerOpen, "unavailable")]
    [InlineData(SourceState.NothingKnown, SourceState.NotLinked, "unavailable")]
    public void No_record_and_no_answer_never_look_alike(SourceState trust, SourceState custody, string code)
    {
        var view = new HistoryView(HistoryView.Sources(trust, custody, SourceState.NothingKnown));
        var reason = view.List["emptyReason"].Single();
        reason["coding"].Single().ChildText("code").Should().Be(code);
        reason.ChildText("text").Should().StartWith(code == "nilknown" ? "None recorded in the systems asked" : "Not known: no answer, or no full one, from");
    }

    [Fact]
    public void A_record_that_says_that_a_part_was_not_given_is_no_empty_record()
    {
        var outcome = Of("trust", """{ "resourceType": "OperationOutcome", "issue": [ { "severity": "warning", "code": "suppressed" } ] }""");
        var view = new HistoryView(HistoryView.Sources(SourceState.NothingKnown, SourceState.NothingKnown, SourceState.NothingKnown), outcome);
        view.List["emptyReason"].Single()["coding"].Single().ChildText("code").Should().Be("unavailable");
        new HistoryView(outcome, Declared("Spice")).IssueCodes.Should().BeEmpty();
    }

    [Fact]
    public void Courts_that_did_not_answer_leave_no_doubt_about_medicines()
    {
        IReadOnlyList<MedicationSource> sources = [.. HistoryView.Sources(SourceState.NothingKnown, SourceState.NothingKnown, SourceState.NothingKnown).Select(s => s.Name == "courts" ? s with { State = SourceState.TimedOut } : s)];
        new HistoryView(sources).List["emptyReason"].Single()["coding"].Single().ChildText("code").Should().Be("nilknown");
    }

    [Fact]
    public void A_list_with_statements_says_who_did_not_answer()
    {
        var view = new HistoryView(HistoryView.Sources(care: SourceState.TimedOut), Declared(Sertraline));
        view.List["emptyReason"].Should().BeEmpty();
        view.Notes.Should().Contain("Essex Health and Justice Service did not answer in its time. It may hold more.");
        view.Notes.Should().Contain("Essex Police custody answered, as of 22 November 2026 10:55 UTC (5 minutes ago).");
    }

    [Fact]
    public void A_line_for_each_medicine_says_who_says_what_and_when()
    {
        var view = new HistoryView(Declared("Sertraline", "two tablets once a day"), Prescribed("Lisinopril 10mg tablets", "One Daily", code: "318859000"), Prescribed(Sertraline, "One To Be Taken Each Day"), Given(Sertraline, 1));
        view.Groups.Should().Equal("Lisinopril", "Sertraline");
        view.Notes[^1].Should().Be("Sertraline: Declared in custody (Essex Police custody): Sertraline, two tablets once a day; active; 22 November 2026, 3 hours ago; "
            + "given (Essex Health and Justice Service): Sertraline 50mg tablets, 1 tablet; completed; 22 November 2026, 2 hours ago; "
            + "prescribed (Essex Partnership University NHS Foundation Trust): Sertraline 50mg tablets, One To Be Taken Each Day; active; 1 March 2026, 8 months ago.");
    }

    [Fact]
    public void Each_statement_stays_as_it_is_and_names_its_source()
    {
        var view = new HistoryView(Declared(Sertraline, "one"), Prescribed(Sertraline, "one"));
        view.Resources.Skip(1).Take(2).Select(r => r["meta"].Single().ChildText("source")).Should().Equal("https://health-justice.example/sources/custody", "https://health-justice.example/sources/trust");
        view.List["entry"].Should().HaveCount(2, "they are not merged though they agree");
    }

    [Fact]
    public void A_disagreement_names_the_statements_and_tells_them_in_words()
    {
        var view = new HistoryView(Declared(Sertraline, "two tablets once a day"), Prescribed(Sertraline, "One To Be Taken Each Day"));
        var issue = view.Issues[0];
        issue["implicated"].Select(r => r.ChildText("reference")).Should().Equal(view.List["entry"].Select(e => e["item"].Single().ChildText("reference")));
        issue.ChildText("detail").Should().StartWith("Sertraline: the doses differ. Declared in custody (Essex Police custody): Sertraline 50mg tablets, two tablets once a day;");
        issue["evidence"].Should().HaveCount(2);
    }

    [Fact]
    public void A_medicine_that_a_statement_refers_to_comes_along_once()
    {
        var product = Of("trust", """{ "resourceType": "Medication", "id": "m1", "code": { "coding": [ { "system": "http://snomed.info/sct", "code": "322236009", "display": "Paracetamol 500mg tablets" } ] } }""");
        MedicationResource Referring(string id) => Of("trust", $$"""{ "resourceType": "MedicationRequest", "id": "{{id}}", "status": "completed", "intent": "plan", "medicationReference": { "reference": "Medication/m1" }, "subject": { "reference": "Patient/p" } }""");
        var view = new HistoryView(product, Referring("a"), Referring("b"), Declared("paracetamol"));
        view.Groups.Should().Equal("Paracetamol");
        view.Resources.Count(r => r.Type.Name == "Medication").Should().Be(1);
        view.List["entry"].First()["flag"].Single()["coding"].Single().ChildText("code").Should().Be("777067000");
    }

    [Fact]
    public void One_id_in_two_sources_is_two_statements_and_one_statement_seen_twice_is_one()
    {
        var order = Ordered(Sertraline, id: "same");
        new HistoryView(order, order, Ordered(Sertraline, id: "same", source: "case-system")).List["entry"].Should().HaveCount(2);
    }

    private static MedicationResource Dispensed(string medicine) => Of("trust", $$"""
        { "resourceType": "MedicationDispense", "id": "d1", "status": "completed", "medicationCodeableConcept": { "text": "{{medicine}}" }, "subject": { "reference": "Patient/p" }, "whenHandedOver": "2026-11-01" }
        """);

    private static MedicationResource[] GpTherapy(string status) =>
    [
        Ordered(Sertraline, "One Daily", status, id: "plan-1", intent: "plan"),
        Ordered(Sertraline, "One Daily", "completed", basedOn: "MedicationRequest/plan-1"),
        Ordered(Sertraline, "One Daily", "active", basedOn: "MedicationRequest/plan-1"),
        Of("trust", $$"""
            { "resourceType": "MedicationStatement", "id": "statement-1", "status": "{{status}}", "basedOn": [ { "reference": "MedicationRequest/plan-1" } ], "medicationCodeableConcept": { "text": "{{Sertraline}}" },
              "subject": { "reference": "Patient/p" }, "effectivePeriod": { "start": "2026-01-01" } }
            """),
    ];
}
