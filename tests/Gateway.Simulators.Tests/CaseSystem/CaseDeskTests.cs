using System.Net;
using System.Text;
using Gateway.Simulators.Tests.Records;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.CaseSystem;

public class CaseDeskTests(Systems systems) : IClassFixture<Systems>
{
    private const string Request =
        """
        {"reference":"HCR-1","custodyNumber":"42CP/2026/000001","person":{"surname":"Sallis","forenames":["Mo"]},"raisedAt":"2026-07-04T02:17:00","urgency":"urgent",
        "reasons":["fitness-to-detain"],"risks":[{"code":"self-harm"}],"medications":[{"name":"Sertraline 50mg tablets","dose":"one tablet","frequency":"once a day"}]}
        """;

    [Fact]
    public async Task A_health_request_is_received_accepted_attended_and_completed()
    {
        var id = await Raise();
        var received = await Systems.Get(systems.Cases, $"api/health-requests/{id}");
        var accepted = await Systems.Order(systems.Cases, $"control/health-requests/{id}/accept", new { });
        var attended = await Systems.Order(systems.Cases, $"control/health-requests/{id}/attend", new { worker = new { id = "W-1", name = "Nia Prosser", role = "Nurse" } });
        var completed = await Systems.Order(systems.Cases, $"control/health-requests/{id}/complete", new { });

        received["status"]!.ToString().Should().Be("received");
        accepted["status"]!.ToString().Should().Be("accepted");
        attended["attendance"]!["worker"]!["name"]!.ToString().Should().Be("Nia Prosser");
        completed["status"]!.ToString().Should().Be("completed");
        completed["attendance"]!["status"]!.ToString().Should().Be("left");
        completed["outcome"]!["risks"]!.AsArray().Select(r => r!.ToString()).Should().Equal("self-harm");
        completed["outcome"]!["clinicalNote"].Should().NotBeNull();
        RecordMaps.Complaints("CaseHealthRequestToFhir", Encoding.UTF8.GetBytes(completed.ToJsonString())).Should().BeEmpty();
    }

    [Fact]
    public async Task A_rejection_says_why()
    {
        var id = await Raise();
        var rejected = await Systems.Order(systems.Cases, $"control/health-requests/{id}/reject", new { reasonCode = "22", reasonText = "No nurse on duty" });

        rejected["status"]!.ToString().Should().Be("rejected");
        rejected["statusReason"]!.ToJsonString().Should().Be("""{"code":"22","text":"No nurse on duty"}""");
    }

    [Fact]
    public async Task An_outcome_can_be_given()
    {
        var id = await Raise();
        var completed = await Systems.Order(systems.Cases, $"control/health-requests/{id}/complete", new { outcome = new { decidedAt = "2026-07-04T04:00:00", clinicalNote = "None" } });

        completed["outcome"]!["decidedAt"]!.ToString().Should().Be("2026-07-04T04:00:00");
        completed["outcome"]!["fitness"].Should().BeNull();
    }

    [Fact]
    public async Task What_is_not_there_or_no_step_is_not_found()
    {
        using var unknown = await systems.Cases.PostAsync("control/health-requests/H-0/accept", null);
        using var step = await systems.Cases.PostAsync($"control/health-requests/{await Raise()}/forget", null);

        unknown.StatusCode.Should().Be(HttpStatusCode.NotFound);
        step.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_person_can_be_referred_with_screen_and_consent()
    {
        var person = systems.Running.Population.KnownEverywhere.CasePersonId;
        var referral = await Systems.Order(systems.Cases, "control/referrals", new { personId = person, service = "full-circle" });
        var answers = await Systems.Get(systems.Cases, $"api/answers/{referral["answersIds"]![0]}");
        var consent = await Systems.Get(systems.Cases, $"api/consents/{referral["consentId"]}");

        referral["status"]!.ToString().Should().Be("sent");
        referral["receivingProvider"]!["odsCode"]!.ToString().Should().Be("ZZ950");
        consent["decision"]!.ToString().Should().Be("given");
        foreach (var (map, record) in new[] { ("CaseReferralToFhir", referral), ("CaseAnswersToFhir", answers), ("CaseConsentToFhir", consent) })
            RecordMaps.Complaints(map, Encoding.UTF8.GetBytes(record.ToJsonString())).Should().BeEmpty();
    }

    private async Task<string> Raise()
    {
        using var response = await systems.Cases.PostAsync("api/health-requests", Systems.Body(Request));
        return (await Systems.Json(response))["id"]!.ToString();
    }
}
