using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Validation;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;

namespace Gateway.Mapping.Tests.Maps;

/// <summary>What the case system says of a health request, through both maps, as custody reads it.</summary>
public sealed class HealthRequestRoundTripTests
{
    private const string Note = "Low mood since March 7f3a, denies plans";

    private static readonly string[] s_toCustody = ["HealthRequestAcknowledgement", "HealthRequestAttendance", "HealthRequestOutcome"];

    [Fact]
    public void A_request_of_custody_reaches_the_case_system_with_its_numbers_and_its_clock()
    {
        var request = Map("HealthRequest", File.ReadAllBytes(MapCase.Of("HealthRequest", "full").Input.FullName));
        var record = Map("CaseHealthRequestFromFhir", FhirJson.ToUtf8(request));
        record.ChildText("reference").Should().Be("HCR-2026-004711");
        record.ChildText("custodyNumber").Should().Be("42CP/2026/003318");
        record.ChildText("raisedAt").Should().Be("2026-07-04T02:17:00");
        record.ChildText("dueBy").Should().Be("2026-07-04T03:17:00", "healthcare has 60 minutes");
        record.ChildText("status").Should().Be("received");
    }

    [Fact]
    public void An_acceptance_tells_custody_who_answers_and_by_when()
    {
        var message = Tell("HealthRequestAcknowledgement", Record("accepted", "2026-07-04T02:24:00"));
        Text(message, "requestReference", "custodyNumber", "status", "acknowledgedAt", "dueBy")
            .Should().Equal("HCR-2026-004711", "42CP/2026/003318", "accepted", "2026-07-04T02:24:00+01:00", "2026-07-04T03:17:00+01:00");
        message["provider"].Single().ChildText("odsCode").Should().Be("R1L");
    }

    [Fact]
    public void A_rejection_tells_custody_why()
    {
        var message = Tell("HealthRequestAcknowledgement", Record("rejected", "2026-07-04T02:24:00", """ "statusReason": { "code": "22" } """));
        Text(message, "status", "reason").Should().Equal("rejected", "Capacity");
    }

    [Fact]
    public void A_visit_tells_custody_who_came_and_when()
    {
        var message = Tell("HealthRequestAttendance", Record("in-progress", "2026-07-04T02:51:00",
            """ "attendance": { "status": "arrived", "arrivedAt": "2026-07-04T02:51:00", "worker": { "id": "S-77", "name": "Odile Farrant", "role": "Custody nurse" } } """));
        Text(message, "requestReference", "custodyNumber", "status", "arrivedAt").Should().Equal("HCR-2026-004711", "42CP/2026/003318", "arrived", "2026-07-04T02:51:00+01:00");
        Text(message["professional"].Single(), "name", "role").Should().Equal("Odile Farrant", "Custody nurse");
    }

    [Fact]
    public void An_outcome_tells_custody_how_to_hold_the_person()
    {
        var message = Tell("HealthRequestOutcome", Record("completed", "2026-07-04T03:22:00", Outcome(Note)));
        Text(message, "outcome", "decidedAt", "observationLevel").Should().Equal("seen", "2026-07-04T03:20:00+01:00", "2");
        var fitness = message["fitness"].Single();
        Text(fitness, "for", "decision", "conditions", "reviewBy").Should().Equal("detain", "fit-with-conditions", "Wake every 30 minutes", "2026-07-04T06:30:00+01:00");
        Text(message["medicationDue"].Single(), "name", "instruction", "due").Should().Equal("Sertraline 50mg tablets", "one tablet at 08:00", "2026-07-04T08:00:00+01:00");
        message["risk"].Single().ChildText("code").Should().Be("self-harm");
    }

    [Fact]
    public void A_request_that_nobody_came_to_is_told_as_not_seen()
    {
        var message = Tell("HealthRequestOutcome", Record("completed", "2026-07-04T03:22:00", """ "attendance": { "status": "cancelled" } """));
        message.ChildText("outcome").Should().Be("not-seen");
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("in-progress")]
    [InlineData("rejected")]
    [InlineData("cancelled")]
    [InlineData("in-error")]
    public void The_clinical_note_is_in_no_resource_and_in_no_message(string status) => AssertNoNote(Record(status, "2026-07-04T03:22:00", Outcome(Note)));

    [Theory]
    [InlineData("Wake every 30 minutes")]
    [InlineData("one tablet at 08:00")]
    [InlineData("Sertraline 50mg tablets")]
    [InlineData("self-harm")]
    [InlineData("fit-with-conditions")]
    [InlineData("every-30-minutes")]
    [InlineData("Both nurses are out")]
    public void The_clinical_note_does_not_get_out_where_staff_copied_it_to(string place)
    {
        var record = Record("completed", "2026-07-04T03:22:00", """ "statusReason": { "code": "99", "text": "Both nurses are out" } """, Outcome(Note));
        AssertNoNote(record.Replace(place, $"See note: {Note.ToUpperInvariant()}.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_case_of_the_feed_gives_custody_sound_messages()
    {
        foreach (var @case in MapCase.All().Where(c => c.Map == "CaseHealthRequestToFhir" && c.Expected is not null))
            foreach (var bundle in @case.Run(new MapRecorder()).Targets.Where(b => b["entry"].SelectMany(e => e["resource"]).First(r => r.Type.Name == "Task").ChildText("status") is not null))
                foreach (var map in s_toCustody.Where(m => IsDue(m, bundle)))
                    BaseRules.Check(Map(map, FhirJson.ToUtf8(bundle))).Where(f => !f.IsWarning).Select(f => f.ToString()).Should().BeEmpty($"{@case.Name} goes through {map}");
    }

    // There is nothing to tell of a visit before one is planned.
    private static bool IsDue(string map, Element bundle) => map != "HealthRequestAttendance" || bundle["entry"].SelectMany(e => e["resource"]).Any(r => r.Type.Name == "Encounter");

    private static void AssertNoNote(string record)
    {
        var bundle = FhirJson.ToUtf8(Map("CaseHealthRequestToFhir", Encoding.UTF8.GetBytes(record)));
        Encoding.UTF8.GetString(bundle).Should().NotContainEquivalentOf("7f3a");
        foreach (var map in s_toCustody)
            Encoding.UTF8.GetString(RecordJson.ToUtf8(Map(map, bundle))).Should().NotContainEquivalentOf("7f3a");
    }

    private static Element Tell(string map, string record) => Map(map, FhirJson.ToUtf8(Map("CaseHealthRequestToFhir", Encoding.UTF8.GetBytes(record))));

    private static Element Map(string name, byte[] content)
    {
        var map = LoadedMaps.Catalog.Find(name)!;
        var reading = RecordContent.Read(content, map.Sources[0]!).Single();
        reading.Faults.Should().BeEmpty();
        return map.Run(reading.Root, new MapOptions()).Targets.Single();
    }

    private static IEnumerable<string?> Text(Element element, params string[] names) => names.Select(element.ChildText);

    private static string Record(string status, string statusAt, params string[] more) => $$"""
        { "id": "HR-3301", "lastModified": "2026-07-04T02:24:10Z", "reference": "HCR-2026-004711", "custodyNumber": "42CP/2026/003318", "personId": "P-1001",
          "provider": { "odsCode": "R1L", "name": "Essex Partnership University NHS Foundation Trust" }, "raisedAt": "2026-07-04T02:17:00", "dueBy": "2026-07-04T03:17:00",
          "urgency": "urgent", "reasons": ["fitness-to-detain"], "status": "{{status}}", "statusAt": "{{statusAt}}"{{string.Concat(more.Select(m => $",{m}"))}} }
        """;

    private static string Outcome(string note) => $$"""
        "outcome": { "decidedAt": "2026-07-04T03:20:00", "clinicalNote": "{{note}}",
          "fitness": [ { "for": "detain", "decision": "fit-with-conditions", "conditions": ["Wake every 30 minutes"], "assessedAt": "2026-07-04T03:05:00", "reviewBy": "2026-07-04T06:30:00" } ],
          "observationLevel": "every-30-minutes", "risks": ["self-harm"],
          "medicationDue": [ { "name": "Sertraline 50mg tablets", "dmdCode": "39704111000001102", "instruction": "one tablet at 08:00", "due": ["2026-07-04T08:00:00"] } ] }
        """;
}
