using System.Text;
using System.Text.Json.Nodes;
using Gateway.Fhir.Elements;
using Gateway.Simulators.Faults;
using Gateway.Sources.CaseSystem;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.CaseSystem;

public sealed class CaseWriteTests(Outside outside) : IClassFixture<Outside>
{
    private readonly SourceSet _sources = outside.Connect();

    private IResourceSource CaseSystem => _sources.Find("case-system")!;

    [Fact]
    public async Task A_health_request_is_made_once_however_often_it_is_sent()
    {
        var request = new PushedContent("request-once").Bundle;
        var first = await CaseSystem.WriteAsync(Change(request, "key-once"), CancellationToken.None);
        var second = await CaseSystem.WriteAsync(Change(request, "key-once"), CancellationToken.None);
        first.State.Should().Be(SourceState.Answered);
        (first.Status, first.IsRefused, first.Faults.Count).Should().Be((201, false, 0));
        second.Record!.Locator.Should().Be(first.Record!.Locator).And.StartWith("hH-");
        var search = new SourceSearch { Types = ["Task"], Hints = new Dictionary<string, string> { ["identifier"] = $"{Systems.HealthRequest}|request-once" } };
        var found = await CaseSystem.SearchAsync(search, CancellationToken.None);
        found.Records.Should().ContainSingle().Which.Locator.Should().Be(first.Record.Locator);
        found.Resources("Task").Should().ContainSingle().Which.Identifiers(Systems.HealthRequest).Should().Equal("request-once");
    }

    [Fact]
    public async Task A_change_of_a_task_alone_changes_the_record_and_nothing_else_of_it()
    {
        var locator = $"r{outside.People.People.Last(p => p.ReferralId is not null).ReferralId}";
        var before = await CaseSystem.ReadAsync("Task", locator, CancellationToken.None);
        var accepted = Task(before, "accepted");
        var write = await CaseSystem.WriteAsync(new SourceChange { Type = "Task", Locator = locator, Content = accepted, Key = "k", Version = before.Records[0].Version }, CancellationToken.None);
        (write.State, write.Status, write.IsRefused).Should().Be((SourceState.Answered, 200, false));
        write.Record!.Resources("Task").Single().ChildText("status").Should().Be("accepted");
        var after = await CaseSystem.ReadAsync("Task", locator, CancellationToken.None);
        after.Records[0].Version.Should().NotBe(before.Records[0].Version).And.Be(write.Record!.Version);
        after.Resources("ServiceRequest").Single()["reasonCode"].Count().Should().Be(before.Resources("ServiceRequest").Single()["reasonCode"].Count());

        var again = await CaseSystem.WriteAsync(new SourceChange { Type = "Task", Locator = locator, Content = accepted, Key = "k", Version = before.Records[0].Version }, CancellationToken.None);
        (again.State, again.Record!.Version).Should().Be((SourceState.Answered, write.Record.Version), "a change that was made already is no conflict");
        var late = await CaseSystem.WriteAsync(new SourceChange { Type = "Task", Locator = locator, Content = Task(before, "rejected"), Key = "l", Version = before.Records[0].Version }, CancellationToken.None);
        (late.Status, late.IsRefused).Should().Be((412, true));
    }

    [Fact]
    public async Task What_the_case_system_refuses_is_told_from_what_did_not_reach_it()
    {
        var unknown = await CaseSystem.WriteAsync(new SourceChange { Type = "Task", Locator = "rR-none", Content = new PushedContent("x").Bundle, Key = "k" }, CancellationToken.None);
        (unknown.Status, unknown.IsRefused).Should().Be((404, true));

        outside.Systems.Faults.CaseSystem.Set(new Fault { Mode = FaultMode.Cut, Path = "/api/health-requests" });
        var lost = await CaseSystem.WriteAsync(Change(new PushedContent("request-lost").Bundle, "key-lost"), CancellationToken.None);
        (lost.State, lost.IsRefused).Should().Be((SourceState.Failed, false));
        outside.Systems.Faults.Clear();
        var sent = await CaseSystem.WriteAsync(Change(new PushedContent("request-lost").Bundle, "key-lost"), CancellationToken.None);
        sent.State.Should().Be(SourceState.Answered);
        var search = new SourceSearch { Types = ["Task"], Hints = new Dictionary<string, string> { ["identifier"] = $"{Systems.HealthRequest}|request-lost" } };
        (await CaseSystem.SearchAsync(search, CancellationToken.None)).Records.Should().ContainSingle();
    }

    [Fact]
    public async Task A_change_whose_answer_was_lost_is_found_to_be_made()
    {
        var locator = $"r{outside.People.Referred.ReferralId}";
        var before = await CaseSystem.ReadAsync("Task", locator, CancellationToken.None);
        var proxy = 0;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            using var forward = new HttpClient { BaseAddress = outside.Systems.CaseSystem };
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path + context.Request.QueryString);
            var received = ((ScriptedServer)context.Items["server"]!).Received.Last();
            if (received.Body.Length > 0)
                request.Content = new StringContent(received.Body, Encoding.UTF8, context.Request.ContentType!.Split(';')[0]);
            foreach (var name in new[] { "Authorization", "If-Match" })
                if (context.Request.Headers.TryGetValue(name, out var value))
                    request.Headers.TryAddWithoutValidation(name, value.ToString());
            using var answer = await forward.SendAsync(request);
            if (context.Request.Method == "PUT" && proxy++ == 0)
            {
                context.Abort();
                return;
            }

            if (answer.Headers.ETag is { } version)
                context.Response.Headers.ETag = version.ToString();
            await ScriptedServer.Write(context, answer.Content.Headers.ContentType!.MediaType!, await answer.Content.ReadAsStringAsync(), (int)answer.StatusCode);
        });
        using var sources = outside.Connect(o => o.Address = o.Name == "case-system" ? server.Address : o.Address);
        var write = await sources.Find("case-system")!.WriteAsync(
            new SourceChange { Type = "Task", Locator = locator, Content = Task(before, "accepted"), Key = "k", Version = before.Records[0].Version }, CancellationToken.None);
        (write.State, write.IsRefused).Should().Be((SourceState.Answered, false));
        server.Received.Count(r => r.Method == "PUT").Should().Be(1);
    }

    [Fact]
    public async Task What_cannot_be_said_in_the_records_words_is_refused_and_not_sent()
    {
        var write = await CaseSystem.WriteAsync(new SourceChange { Type = "Medication", Content = new PushedContent("x").Bundle, Key = "k" }, CancellationToken.None);
        (write.IsRefused, write.Status).Should().Be((true, null));
        write.Faults.Should().ContainSingle();
    }

    [Fact]
    public void A_change_is_laid_over_a_record_and_keeps_what_it_does_not_speak_of()
    {
        var record = Json("""{"id":"1","lastModified":"t1","a":"1","b":{"x":"1","own":"kept"},"c":"gone","note":"kept","d":{"y":"1","own":"kept"}}""");
        var before = Json("""{"id":"1","a":"1","b":{"x":"1"},"c":"gone","d":{"y":"1"}}""");
        var after = Json("""{"id":"2","lastModified":"t2","a":"2","b":{"x":"2"},"e":["new"]}""");
        CaseJson.Merge(record, before, after).ToJsonString().Should()
            .Be("""{"id":"1","lastModified":"t1","a":"2","b":{"x":"2","own":"kept"},"note":"kept","d":{"own":"kept"},"e":["new"]}""");
        JsonNode.DeepEquals(CaseJson.Merge(record, before, before), record).Should().BeTrue();
    }

    private static SourceChange Change(Element content, string key) => new() { Type = "ServiceRequest", Content = content, Key = key };

    private static Element Task(SourceAnswer record, string status)
    {
        var task = record.Resources("Task").Single().Edit();
        task.Remove("status");
        return task.AddText("status", status).Build();
    }

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;
}
