using System.Net;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.CaseSystem;

public class CaseWriteTests(Systems systems) : IClassFixture<Systems>
{
    private const string Risk = """{"personId":"P-100000","type":"self-harm","level":"high","status":"open"}""";

    [Fact]
    public async Task A_new_record_gets_its_number_and_time_and_can_be_read()
    {
        using var created = await Post("api/risks", Risk);
        var record = await Systems.Json(created);
        var read = await Systems.Get(systems.Cases, $"api/risks/{record["id"]}");

        created.StatusCode.Should().Be(HttpStatusCode.Created);
        record["id"]!.ToString().Length.Should().BeLessThanOrEqualTo(16);
        record["lastModified"].Should().NotBeNull();
        read.ToJsonString().Should().Be(record.ToJsonString());
    }

    [Fact]
    public async Task The_same_key_with_the_same_record_makes_one_and_with_another_is_refused()
    {
        using var first = await Post("api/risks", Risk, "key-1");
        using var again = await Post("api/risks", Risk, "key-1");
        using var other = await Post("api/risks", Risk.Replace("high", "low"), "key-1");

        (await again.Content.ReadAsStringAsync()).Should().Be(await first.Content.ReadAsStringAsync());
        again.StatusCode.Should().Be(HttpStatusCode.Created);
        other.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Requests_with_one_key_at_the_same_time_make_one_record()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await Post("api/risks", Risk, "key-2");
            return await response.Content.ReadAsStringAsync();
        }));

        answers.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task A_change_of_a_version_that_is_no_longer_there_is_refused()
    {
        using var created = await Post("api/risks", Risk);
        var id = (await Systems.Json(created))["id"]!.ToString();
        using var changed = await Put(id, Risk.Replace("open", "closed"), "\"1\"");
        using var stale = await Put(id, Risk, "\"1\"");
        using var without = await Put(id, Risk, null);
        using var missing = await Put("K-0", Risk, null);

        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        changed.Headers.ETag!.Tag.Should().Be("\"2\"");
        stale.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        without.Headers.ETag!.Tag.Should().Be("\"3\"");
        missing.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"type":"self-harm","status":"open"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_no_record_of_the_kind_is_refused(string body, HttpStatusCode status)
    {
        using var response = await Post("api/risks", body);

        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Each_write_is_in_the_feed_once_and_in_order()
    {
        var before = await End();
        using var created = await Post("api/risks", Risk, "key-3");
        using var again = await Post("api/risks", Risk, "key-3");
        var id = (await Systems.Json(created))["id"]!.ToString();
        using var changed = await Put(id, Risk.Replace("open", "closed"), null);
        var changes = (await Systems.Get(systems.Cases, $"api/changes?after={before}&limit=200"))["changes"]!.AsArray().Where(c => c!["id"]!.ToString() == id).ToList();

        changes.Select(c => c!["record"]!["status"]!.ToString()).Should().Equal("open", "closed");
        changes.Should().OnlyContain(c => c!["kind"]!.ToString() == "risks" && !c["deleted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_feed_begins_with_all_that_was_there()
    {
        var page = await Systems.Get(systems.Cases, "api/changes?limit=3");

        page["changes"]!.AsArray().Select(c => c!["sequence"]!.GetValue<long>()).Should().Equal(1, 2, 3);
        page["hasMore"]!.GetValue<bool>().Should().BeTrue();
    }

    /// <summary>The cursor at the end of the feed.</summary>
    private async Task<string> End()
    {
        var page = await Systems.Get(systems.Cases, "api/changes?limit=200");
        while (page["hasMore"]!.GetValue<bool>())
            page = await Systems.Get(systems.Cases, $"api/changes?limit=200&after={page["next"]}");
        return page["next"]!.ToString();
    }

    private async Task<HttpResponseMessage> Post(string path, string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Systems.Body(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await systems.Cases.SendAsync(request);
    }

    private async Task<HttpResponseMessage> Put(string id, string body, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"api/risks/{id}") { Content = Systems.Body(body) };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await systems.Cases.SendAsync(request);
    }
}
