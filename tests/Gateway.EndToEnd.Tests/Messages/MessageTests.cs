using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Messages;

/// <summary>Referrals come as messages of the Booking and Referral Standard, and are answered as it says.</summary>
public sealed class MessageTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    private const string Message = "https://health-justice.example/id/bars-message";

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_referral_is_seen_by_who_it_goes_to_with_all_that_came_with_it(string store)
    {
        var demo = await demos.OnAsync(store);
        var message = SentMessage.New();
        var answer = await message.PostAsync(demo);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Headers.GetValues("X-Request-Id").Should().Equal(message.RequestId);
        answer.Headers.GetValues("X-Correlation-Id").Should().Equal(message.CorrelationId);
        var header = answer.Resource["entry"].SelectMany(e => e["resource"]).First();
        header.Type.Name.Should().Be("MessageHeader");
        header["response"].First().ChildText("identifier").Should().Be(message.Id);
        header["response"].First().ChildText("code").Should().Be("ok");

        var task = await TaskAsync(demo, message);
        (task.ChildText("status"), task["owner"].First()["identifier"].First().ChildText("value"), task["requester"].First()["identifier"].First().ChildText("value")).Should().Be(("requested", "R1L", "RND"));
        var request = await ReadAsync(demo, task["focus"].First().ChildText("reference")!);
        header["focus"].First().ChildText("reference").Should().EndWith($"/fhir/ServiceRequest/{request.ChildText("id")}");
        (await ReadAsync(demo, task["for"].First().ChildText("reference")!))["name"].First().ChildText("family").Should().Be("Okonjo");
        var types = task["input"].SelectMany(i => i["value"]).Select(v => v.ChildText("reference")!.Split('/')[0]).ToList();
        types.Should().Contain("Encounter").And.NotContain(["Consent", "Organization", "MessageHeader"]);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_was_processed_is_a_duplicate_when_it_comes_again_and_its_id_serves_no_other_message(string store)
    {
        var demo = await demos.OnAsync(store);
        var message = SentMessage.New();
        (await message.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        Refused(await message.PostAsync(demo), 409, "REC_CONFLICT", "duplicate");
        Refused(await (SentMessage.New() with { RequestId = message.RequestId }).PostAsync(demo), 409, "REC_CONFLICT", "conflict");
        (await TasksAsync(demo, message.Id)).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Ten_that_bring_the_same_message_at_once_make_one_referral(string store)
    {
        var demo = await demos.OnAsync(store);
        var message = SentMessage.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => message.PostAsync(demo)));
        answers.Count(a => a.Status == HttpStatusCode.OK).Should().Be(1);
        answers.Should().OnlyContain(a => a.Status == HttpStatusCode.OK || a.Status == HttpStatusCode.Conflict);
        (await TasksAsync(demo, message.Id)).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Only_an_active_referral_is_withdrawn_and_only_by_its_sender(string store)
    {
        var demo = await demos.OnAsync(store);
        var message = SentMessage.New();
        (await message.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        var withdrawn = message.Again("update", "revoked");
        Refused(await (withdrawn with { Sender = "A9999" }).PostAsync(demo), 404, "REC_NOT_FOUND", "not-found");
        (await TaskAsync(demo, message)).ChildText("status").Should().Be("requested");
        var answer = await (withdrawn with { RequestId = $"{Guid.NewGuid():D}" }).PostAsync(demo);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var task = await TaskAsync(demo, message);
        task.ChildText("status").Should().Be("cancelled");
        (await ReadAsync(demo, task["focus"].First().ChildText("reference")!)).ChildText("status").Should().Be("revoked");
        Refused(await message.Again("update", "entered-in-error").PostAsync(demo), 409, "REC_CONFLICT", "conflict");
        Refused(await message.Again("update", "active").PostAsync(demo), 409, "REC_CONFLICT", "conflict");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_update_says_more_of_the_same_referral_and_of_the_same_person(string store)
    {
        var demo = await demos.OnAsync(store);
        var message = SentMessage.New();
        (await message.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        var before = await TaskAsync(demo, message);
        var more = message.Again("update", "active", m => m["entry"]![1]!["resource"]!["priority"] = "stat");
        var answer = await more.PostAsync(demo);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var after = await TaskAsync(demo, more);
        (after.ChildText("id"), after["for"].First().ChildText("reference"), after["focus"].First().ChildText("reference")).Should()
            .Be((before.ChildText("id"), before["for"].First().ChildText("reference"), before["focus"].First().ChildText("reference")));
        (await ReadAsync(demo, after["focus"].First().ChildText("reference")!)).ChildText("priority").Should().Be("stat");
        (await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{before["input"].First()["value"].First().ChildText("reference")}")).Status.Should().BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Gone);

        Refused(await (message.Again("update", "active") is var other ? other with { Body = other.Body.Replace("9990041016", "9000000009", StringComparison.Ordinal) } : other).PostAsync(demo), 422, "REC_UNPROCESSABLE_ENTITY", "business-rule");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_does_it_says_how_it_goes_on_by_a_message_or_by_its_Task(string store)
    {
        var demo = await demos.OnAsync(store);
        var message = SentMessage.New();
        (await message.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        Refused(await SentMessage.Reply(message.Id, "RND").PostAsync(demo), 404, "REC_NOT_FOUND", "not-found");
        var answer = await SentMessage.Reply(message.Id, "R1L").PostAsync(demo);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var task = await TaskAsync(demo, message);
        task.ChildText("status").Should().Be("accepted");

        var done = JsonNode.Parse(FhirJson.ToUtf8(task))!;
        done["status"] = "completed";
        (await PutAsync(demo, done, DemoClients.RecordKeeper, "A9999")).Should().Be(HttpStatusCode.NotFound);
        (await PutAsync(demo, done, DemoClients.Practitioner)).Should().Be(HttpStatusCode.OK);
        (await ReadAsync(demo, task["focus"].First().ChildText("reference")!)).ChildText("status").Should().Be("completed");
        done["status"] = "requested";
        (await PutAsync(demo, done, DemoClients.Practitioner)).Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Who_sees_a_part_of_the_Task_is_given_back_no_more_of_it_when_taking_a_step()
    {
        var demo = await demos.OnAsync("sqlite");
        var message = SentMessage.New();
        message = message with { Body = message.Body.Replace("111111111", "3333333333", StringComparison.Ordinal), Target = message.Target!.Replace("111111111", "3333333333", StringComparison.Ordinal) };
        (await message.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        var (whole, worker) = (await TaskAsync(demo, message), new DemoClient("other", "other", "ZZ950", "community-worker", ["user/*.cruds"], ["TREAT"]));
        var address = $"fhir/Task/{whole.ChildText("id")}";
        var seen = (await demo.AskAsAsync(worker, address)).Resource;
        (whole["input"].Any(), seen["input"].Any()).Should().Be((true, false));
        var accepted = JsonNode.Parse(FhirJson.ToUtf8(seen))!;
        accepted["status"] = "accepted";
        var step = await demo.AskAsAsync(worker, address, HttpMethod.Put, r => Recorded.Put(r, accepted.ToJsonString()));
        step.Status.Should().Be(HttpStatusCode.OK, step.Text);
        step.Resource.ChildText("status").Should().Be("accepted");
        step.Text.Should().Be((await demo.AskAsAsync(worker, address)).Text);
        (await ReadAsync(demo, $"Task/{whole.ChildText("id")}"))["input"].Should().HaveSameCount(whole["input"]);
    }

    [Theory]
    [InlineData("X-Request-Id", 400, "REC_BAD_REQUEST", "required")]
    [InlineData("X-Correlation-Id", 400, "REC_BAD_REQUEST", "required")]
    [InlineData("NHSD-Target-Identifier", 400, "REC_BAD_REQUEST", "required")]
    [InlineData("NHSD-End-User-Organisation", 400, "REC_BAD_REQUEST", "required")]
    [InlineData("NHSD-Requesting-Software", 400, "REC_BAD_REQUEST", "required")]
    public async Task A_header_that_is_missing_is_named(string header, int status, string code, string issue)
    {
        var demo = await demos.OnAsync("sqlite");
        Refused(await (SentMessage.New() with { Without = header }).PostAsync(demo), status, code, issue).Should().Contain(header);
    }

    [Fact]
    public async Task A_header_that_cannot_be_read_is_told_by_what_is_wrong_with_it()
    {
        var demo = await demos.OnAsync("sqlite");
        Refused(await (SentMessage.New() with { RequestId = "not-a-uuid" }).PostAsync(demo), 400, "REC_BAD_REQUEST", "value");
        Refused(await (SentMessage.New() with { Target = "~%%%" }).PostAsync(demo), 400, "PROXY_BAD_REQUEST", "structure");
        Refused(await (SentMessage.New() with { Target = """{"value":7}""" }).PostAsync(demo), 400, "PROXY_BAD_REQUEST", "structure");
        Refused(await (SentMessage.New() with { Target = """{"value":"999","system":"https://fhir.nhs.uk/Id/dos-service-id"}""" }).PostAsync(demo), 404, "REC_NOT_FOUND", "not-found");
        Refused(await (SentMessage.New() with { Software = "~bm90IGpzb24=" }).PostAsync(demo), 400, "REC_BAD_REQUEST", "structure");
        Refused(await (SentMessage.New() with { Software = """{"resourceType":"Patient"}""" }).PostAsync(demo), 400, "REC_BAD_REQUEST", "structure");
        Refused(await (SentMessage.New() with { ContentType = "text/plain" }).PostAsync(demo), 415, "REC_BAD_REQUEST", "structure");
    }

    [Fact]
    public async Task A_message_that_is_none_is_refused_with_the_reason_and_leaves_nothing_behind()
    {
        var demo = await demos.OnAsync("sqlite");
        Refused(await new SentMessage("{").PostAsync(demo), 400, "REC_BAD_REQUEST", "structure");
        Refused(await new SentMessage("""{"resourceType":"Patient"}""").PostAsync(demo), 400, "REC_BAD_REQUEST", "structure");
        Refused(await SentMessage.New(m => m["type"] = "collection").PostAsync(demo), 400, "REC_BAD_REQUEST", "structure");
        Refused(await SentMessage.New(m => m["entry"]!.AsArray().RemoveAt(0)).PostAsync(demo), 400, "REC_BAD_REQUEST", "structure");
        Refused(await SentMessage.New(m => Header(m)["focus"]![0]!["reference"] = "urn:uuid:00000000-0000-4000-8000-000000000000").PostAsync(demo), 400, "REC_BAD_REQUEST", "invariant");
        Refused(await SentMessage.New(m => Header(m)["reason"]!["coding"]![0]!["code"] = "perhaps").PostAsync(demo), 400, "REC_BAD_REQUEST", "invariant");
        Refused(await SentMessage.New(m => Header(m)["eventCoding"]!["code"] = "booking-request").PostAsync(demo), 501, "REC_NOT_IMPLEMENTED", "not-supported");
        Refused(await SentMessage.New(m => Header(m)["eventCoding"]!["code"] = "admit").PostAsync(demo), 400, "REC_BAD_REQUEST", "invariant");
        Refused(await SentMessage.New(m => Header(m)["destination"]![0]!["endpoint"] = "https://fhir.nhs.uk/Id/dos-service-id|2222222222").PostAsync(demo), 422, "REC_UNPROCESSABLE_ENTITY", "business-rule");
        var twoPersons = SentMessage.New(m => m["entry"]!.AsArray().Add(JsonNode.Parse("""{"fullUrl":"urn:uuid:11111111-0000-4000-8000-000000000000","resource":{"resourceType":"Patient"}}""")));
        Refused(await twoPersons.PostAsync(demo), 422, "REC_UNPROCESSABLE_ENTITY", "not-supported");
        (await TasksAsync(demo, twoPersons.Id)).Should().BeEmpty();
        Refused(await SentMessage.New().Again("update", "active").PostAsync(demo), 404, "REC_NOT_FOUND", "not-found");
    }

    [Fact]
    public async Task A_message_that_could_not_be_processed_may_be_sent_again()
    {
        var demo = await demos.OnAsync("sqlite");
        var first = SentMessage.New();
        var more = first.Again("update", "active");
        Refused(await more.PostAsync(demo), 404, "REC_NOT_FOUND", "not-found");
        (await first.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        (await more.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_carries_no_messages_of_others_speaks_for_itself_alone()
    {
        var demo = await demos.OnAsync("sqlite");
        var own = new DemoClient("sender", "sender", "RND", "system", ["bars/messages.write"], ["HOPERAT"]);
        (await SentMessage.New().PostAsync(demo, own)).Status.Should().Be(HttpStatusCode.OK);
        Refused(await (SentMessage.New() with { Sender = "A9999" }).PostAsync(demo, own), 403, "REC_FORBIDDEN", "security");
        Refused(await SentMessage.New().PostAsync(demo, DemoClients.Practitioner), 403, "REC_FORBIDDEN", "forbidden");
        Refused(await (SentMessage.New() with { Without = "NHSD-Target-Identifier" }).PostAsync(demo, DemoClients.Practitioner), 403, "REC_FORBIDDEN", "forbidden");
        Refused(await demo.AskAsync(null, "fhir/$process-message", HttpMethod.Post), 401, "REC_UNAUTHORIZED", "login");
    }

    [Fact]
    public async Task A_referral_by_message_is_changed_by_nothing_else()
    {
        var demo = await demos.OnAsync("sqlite");
        var message = SentMessage.New();
        (await message.PostAsync(demo)).Status.Should().Be(HttpStatusCode.OK);
        var task = await TaskAsync(demo, message);
        var request = JsonNode.Parse((await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{task["focus"].First().ChildText("reference")}")).Body)!;
        request["priority"] = "routine";
        var changed = await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/ServiceRequest/{(string)request["id"]!}", HttpMethod.Put, r => Recorded.Put(r, request.ToJsonString()));
        changed.Status.Should().Be(HttpStatusCode.MethodNotAllowed, changed.Text);
    }

    [NeedsSharedFact]
    public async Task Published_messages_are_answered_as_the_standard_says()
    {
        var demo = await demos.OnAsync("sqlite");
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestFolders.Shared!, "bars"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var body = await File.ReadAllTextAsync(file);
            if (!body.Contains("MessageHeader", StringComparison.Ordinal) || !body.Contains("servicerequest-re", StringComparison.Ordinal) || !(body.Contains("<Bundle", StringComparison.Ordinal) || body.Contains("\"Bundle\"", StringComparison.Ordinal)))
                continue;
            var isReply = body.Contains("\"servicerequest-response\"", StringComparison.Ordinal);

            // The destination stands before the source.
            var (first, second) = (body.IndexOf("|111111111\"", StringComparison.Ordinal), body.IndexOf("|2222222222\"", StringComparison.Ordinal));
            var to = second >= 0 && (first < 0 || second < first) ? "2222222222" : "111111111";
            var message = new SentMessage(body)
            {
                ContentType = body.TrimStart('\uFEFF', ' ', '\n', '\r').StartsWith('<') ? "application/fhir+xml" : "application/fhir+json",
                Target = $$"""{"value":"{{to}}","system":"https://fhir.nhs.uk/Id/dos-service-id"}""",
                Sender = isReply ? "R1L" : "RND",
            };
            statuses[Path.GetFileName(file)] = (int)(await message.PostAsync(demo)).Status;
        }

        statuses.Should().HaveCountGreaterThan(10);
        statuses.Where(s => s.Key.StartsWith("REFREQ0", StringComparison.Ordinal) || s.Key.StartsWith("VALREQ", StringComparison.Ordinal)).Should().OnlyContain(s => s.Value == 200);


        // The files hold MessageDefinitions too, which are no messages, and the update of a referral that an earlier example made for another person.
        var definitions = statuses.Where(s => s.Key.Contains("MessageDefinition", StringComparison.Ordinal)).ToList();
        definitions.Should().OnlyContain(s => s.Value == 400);
        statuses.Should().ContainSingle(s => s.Value == 422).Which.Key.Should().StartWith("REFREQ9A");
        statuses.Except(definitions).Where(s => s.Value != 422).Should().OnlyContain(s => s.Value == 200 || s.Value == 404 || s.Value == 409, string.Join(", ", statuses));
    }

    private static string Refused(Answer answer, int status, string code, string issue)
    {
        ((int)answer.Status).Should().Be(status, answer.Text);
        var said = answer.Resource["issue"].First();
        (said["details"].First()["coding"].First().ChildText("code"), said.ChildText("code"), said.ChildText("severity")).Should().Be((code, issue, "error"));
        said["details"].First()["coding"].First().ChildText("system").Should().Be("https://fhir.nhs.uk/Codesystem/http-error-codes");
        return said.ChildText("diagnostics")!;
    }

    private static JsonNode Header(JsonNode message) => message["entry"]![0]!["resource"]!;

    private static async Task<IReadOnlyList<Element>> TasksAsync(RunningDemo demo, string messageId) =>
        [.. (await demo.SearchAsync($"Task?identifier={RunningDemo.Escaped(Message, messageId)}", DemoClients.Practitioner)).Found.Of("Task")];

    private static async Task<Element> TaskAsync(RunningDemo demo, SentMessage message) => (await TasksAsync(demo, message.Id)).Should().ContainSingle().Subject;

    private static async Task<Element> ReadAsync(RunningDemo demo, string address)
    {
        var answer = await demo.AskAsync(DemoClients.Practitioner, $"fhir/{address}");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Resource;
    }

    private static async Task<HttpStatusCode> PutAsync(RunningDemo demo, JsonNode task, string client, string? organization = null)
    {
        void Fill(HttpRequestMessage request) => Recorded.Put(request, task.ToJsonString());
        var path = $"fhir/Task/{(string)task["id"]!}";
        return (organization is null ? await demo.AskAsync(client, path, HttpMethod.Put, Fill)
            : await demo.AskAsAsync(new DemoClient("other", "other", organization, "record-keeper", ["system/*.cruds"], ["TREAT"]), path, HttpMethod.Put, Fill)).Status;
    }
}
