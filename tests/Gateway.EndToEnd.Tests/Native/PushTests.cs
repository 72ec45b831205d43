using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Security.Tokens;
using Gateway.Storage;
using Gateway.Storage.Links;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>What becomes of custody records, arrest reports, escort records and court results.</summary>
[Collection(NativeDemo.Name)]
public sealed class PushTests(SharedDemo shared)
{
    private const string Json = "application/json";
    private const string Pnc = "https://health-justice.example/id/pnc";

    private GatewayLedger Ledger => shared.Demo.Gateway.Services.GetRequiredService<GatewayLedger>();

    [Fact]
    public async Task A_court_date_reaches_the_case_system_and_its_sender_sees_that()
    {
        var pnc = shared.Demo.People.InCustody.PncId!;
        var result = Example("/courts/results", "application/xml", "delivered").Replace("1998/0310457U", pnc, StringComparison.Ordinal);
        var pushed = await PostAsync("courts/results", result, "application/xml", "court date", DemoClients.Courts, Json);
        var status = await Patience.UntilAsync(async () => (await shared.Demo.AskAsync(DemoClients.Courts, $"courts/results/{pushed.Json["reference"]}")).Json, s => (string?)s["status"] == "delivered");
        var dates = await shared.Demo.CasesAsync("court-dates?limit=200");

        ((int)pushed.Json["courtDates"]!).Should().Be(1);
        ((string)status["status"]!).Should().Be("delivered");
        dates.Should().ContainSingle(d => (string?)d!["caseReference"] == "42CP0021926" && ((string)d["startsAt"]!).StartsWith("2026-02-13T14:00", StringComparison.Ordinal) && d["id"]!.ToString().StartsWith('D'));
    }

    [Fact]
    public async Task A_court_date_of_somebody_unknown_stays_on_its_way()
    {
        var result = Example("/courts/results", "application/xml", "delivered").Replace("1998/0310457U", "1971/0009999K", StringComparison.Ordinal).Replace("42CP0021926", "42CP0099926", StringComparison.Ordinal);
        var pushed = await PostAsync("courts/results", result, "application/xml", "court date of nobody", DemoClients.Courts, Json);
        var status = (await shared.Demo.AskAsync(DemoClients.Courts, $"courts/results/{pushed.Json["reference"]}")).Json;

        ((string)status["status"]!, (int)status["onTheirWay"]!).Should().Be(("on-its-way", 1));
    }

    [Fact]
    public async Task An_arrest_is_told_of_and_its_report_is_not_kept()
    {
        var before = await LastEventAsync();
        var pushed = await PostAsync("custody/arrest-reports", Example("/custody/arrest-reports", Json, "report").Replace("2021/0000065P", "2020/0000077K", StringComparison.Ordinal), Json, "arrest");
        var told = (await Ledger.EventsAsync(before, 200)).Where(e => e.Kind == "custody.arrest").ToList();
        var person = await shared.Demo.Gateway.Services.GetRequiredService<LinkIndex>().FindAsync(Pnc, "2020/0000077K");

        pushed.Status.Should().Be(HttpStatusCode.Accepted, pushed.Text);
        person.Should().ContainSingle().Which.Records.Select(r => r.Patient).Should().Contain(told.Single().Id);
        (await Ledger.FindAsync("Patient", told.Single().Id)).Should().BeNull();
    }

    [Fact]
    public async Task An_arrest_report_that_names_nobody_is_refused_with_the_place()
    {
        var report = JsonNode.Parse(Example("/custody/arrest-reports", Json, "report"))!.AsObject();
        foreach (var number in (string[])["arrestSummonsNumber", "arrestSummonsId", "personUrn", "personId"])
            report.Remove(number);
        var refused = await PostAsync("custody/arrest-reports", report.ToJsonString(), Json, "arrest of nobody");

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        ((string)refused.Json["errors"]![0]!["path"]!).Should().Be("ArrestReport");
        refused.Text.Should().NotContain("Thackeray");
    }

    [Fact]
    public async Task An_escort_record_is_kept_with_its_labels_and_about_one_person()
    {
        var before = await LastEventAsync();
        var pushed = await PostAsync("custody/escort-records", Escort("full", "e1000000-1111-4222-8333-000000000001", "1981/0000034U"), Json, "escort");
        var kept = await KeptAsync(before);
        var patient = kept.Single(r => r.Type.Name == "Patient").ChildText("id");

        pushed.Status.Should().Be(HttpStatusCode.Accepted, pushed.Text);
        ((int)pushed.Json["resources"]!).Should().Be(kept.Count);
        kept.Select(r => r.Type.Name).Distinct().Should().BeEquivalentTo("Patient", "QuestionnaireResponse", "Flag", "Observation", "MedicationStatement");
        kept.Where(r => r.Type.Name != "Patient").Should().OnlyContain(r => r["subject"].Single().ChildText("reference") == $"Patient/{patient}");
        kept.Single(r => r.Type.Name == "QuestionnaireResponse")["meta"].SelectMany(m => m["security"]).Select(s => s.ChildText("code")).Should().Contain("offence");
        kept.Should().OnlyContain(r => r["meta"].Single().ChildText("source") == "https://health-justice.example/sources/custody");
    }

    [Fact]
    public async Task A_later_form_of_an_escort_record_takes_the_place_of_the_earlier()
    {
        const string number = "e2000000-1111-4222-8333-000000000001";
        var start = await LastEventAsync();
        await PostAsync("custody/escort-records", Escort("full", number, "1981/0000035V"), Json, "escort first");
        var first = await KeptAsync(start);
        var middle = await LastEventAsync();
        await PostAsync("custody/escort-records", Escort("full", number, "1981/0000035V"), Json, "escort again");
        var again = await Ledger.EventsAsync(middle, 200);
        var less = JsonNode.Parse(Escort("full", number, "1981/0000035V"))!;
        less["data"]!["relationships"]!["flags"]!["data"] = new JsonArray(less["data"]!["relationships"]!["flags"]!["data"]![0]!.DeepClone());
        await PostAsync("custody/escort-records", less.ToJsonString(), Json, "escort less");
        var states = await Task.WhenAll(first.Where(r => r.Type.Name == "Flag").Select(r => Ledger.FindAsync("Flag", r.ChildText("id")!)));

        again.Should().Contain(e => e.Kind == "escort.record").And.NotContain(e => e.Kind.StartsWith("resource.", StringComparison.Ordinal) && e.Type == "Flag", "what says the same makes no new version");
        states.Count(s => s is { IsDeleted: false }).Should().Be(1);
        states.Count(s => s is { IsDeleted: true }).Should().Be(first.Count(r => r.Type.Name == "Flag") - 1);
    }

    [Fact]
    public async Task What_is_sent_again_gets_the_same_answer_and_is_done_once()
    {
        var body = Example("/custody/records", Json, "record");
        var first = await PostAsync("custody/records", body, Json, "record again");
        var before = await LastEventAsync();
        var second = await PostAsync("custody/records", body, Json, "record again");
        var other = await PostAsync("custody/records", Example("/custody/records", "application/xml", "record"), "application/xml", "record again");

        second.Text.Should().Be(first.Text);
        second.Headers.Should().Contain(h => h.Key == "Idempotent-Replayed");
        (await Ledger.EventsAsync(before, 200)).Should().NotContain(e => e.Kind == "custody.record");
        other.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_reference_is_its_senders_and_of_its_kind()
    {
        var reference = (await PostAsync("custody/records", Example("/custody/records", Json, "record"), Json, "record of mine")).Json["reference"];
        var mine = await shared.Demo.AskAsync(DemoClients.CustodySystem, $"custody/records/{reference}");
        var ofAnotherKind = await shared.Demo.AskAsync(DemoClients.CustodySystem, $"custody/arrest-reports/{reference}");
        var ofAnotherClient = await shared.Demo.AskAsAsync(new DemoClient("other-custody", "other-custody", "42", "custody-officer", ["custody/records.write"], ["custody-care"]), $"custody/records/{reference}");

        mine.Status.Should().Be(HttpStatusCode.OK);
        ((string)mine.Json["status"]!).Should().Be("received");
        (ofAnotherKind.Status, ofAnotherClient.Status).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        ofAnotherClient.Text.Should().Be(ofAnotherKind.Text);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json", "x-coding-of-ours")]
    public async Task What_is_not_UTF_8_or_in_a_coding_of_nobodys_is_refused(string type, string? coding)
    {
        var answer = await shared.Demo.AskAsync(DemoClients.CustodySystem, "custody/records", HttpMethod.Post, r =>
        {
            r.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Example("/custody/records", Json, "record")));
            r.Content.Headers.Add("Content-Type", type);
            if (coding is not null)
                r.Content.Headers.Add("Content-Encoding", coding);
            r.Headers.Add("X-Request-Id", "not plain");
        });

        answer.Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("null", Json)]
    [InlineData("custodyNumber,urgency\n1,urgent", Json)]
    [InlineData("{}", "application/xml")]
    public async Task What_is_not_in_the_format_that_it_says_is_called_so(string body, string type)
    {
        var answer = await PostAsync("custody/records", body, type, "another format");

        ((int)answer.Status).Should().Be(422, answer.Text);
        answer.Text.Should().Contain("not of the type that was said");
    }

    [Fact]
    public async Task A_request_id_that_is_too_long_is_called_so()
    {
        var answer = await PostAsync("custody/records", Example("/custody/records", Json, "record"), Json, new string('x', 201));

        ((int)answer.Status).Should().Be(400, answer.Text);
        answer.Text.Should().Contain("at most 200");
    }

    private static string Example(string path, string type, string name)
    {
        var example = Description.Document["paths"]![path]!["post"]!["requestBody"]!["content"]![type]!["examples"]![name]!["value"]!;
        return type == Json ? example.ToJsonString() : (string)example!;
    }

    private static string Escort(string name, string number, string pnc) =>
        File.ReadAllText(Path.Combine(TestFolders.Repository, "mappings", "escort-record", "cases", "EscortRecord", $"{name}.input.json"))
            .Replace("d0000000-1111-4222-8333-000000000001", number, StringComparison.Ordinal).Replace("1981/0000034U", pnc, StringComparison.Ordinal);

    private Task<Answer> PostAsync(string path, string body, string type, string requestId, string client = DemoClients.CustodySystem, string? accept = null) => shared.Demo.AskAsync(client, path, HttpMethod.Post, r =>
    {
        r.Content = new StringContent(body, Encoding.UTF8, type);
        r.Headers.Add("X-Request-Id", requestId);
        if (accept is not null)
            r.Headers.Add("Accept", accept);
    });

    private async Task<IReadOnlyList<Element>> KeptAsync(long after)
    {
        var made = (await Ledger.EventsAsync(after, 200)).Where(e => e.Kind == "resource.created" && e.Type is not ("Consent" or "Task" or "ServiceRequest")).ToList();
        return [.. (await Task.WhenAll(made.Select(e => Ledger.FindAsync(e.Type, e.Id)))).Select(r => FhirJson.Read(r!.Content.ToArray()).Root)];
    }

    private async Task<long> LastEventAsync()
    {
        var last = 0L;
        while (await Ledger.EventsAsync(last, 500) is { Count: > 0 } more)
            last = more[^1].Number;
        return last;
    }
}
