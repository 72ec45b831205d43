using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>What is too long, too many, too slow or packed to harm is refused with its own status, and others are served meanwhile.</summary>
public sealed class LimitTests(SurfaceDemo shared) : IClassFixture<SurfaceDemo>
{
    private const int TooLong = 200_000;

    [Theory]
    [InlineData("fhir/Consent", DemoClients.Practitioner, "application/fhir+json", null)]
    [InlineData("fhir/Consent", DemoClients.Practitioner, "application/fhir+json", "gzip")]
    [InlineData("fhir/Consent", DemoClients.Practitioner, "application/fhir+json", "br")]
    [InlineData("fhir/Consent", DemoClients.Practitioner, "application/fhir+json", "deflate")]
    [InlineData("custody/records", DemoClients.CustodySystem, "application/json", null)]
    [InlineData("custody/records", DemoClients.CustodySystem, "application/json", "gzip")]
    public async Task Content_that_is_too_long_as_it_comes_or_unpacked_is_refused(string path, string client, string type, string? packing)
    {
        var content = Packed(new byte[TooLong], packing);
        var answer = await PostAsync(path, client, type, packing, content);

        (packing is null || content.Length < 2000).Should().BeTrue("it is long only once it is unpacked");
        ((int)answer.Status).Should().Be(413, answer.Text);
        answer.ContentType.Should().Be(path.StartsWith("fhir", StringComparison.Ordinal) ? "application/fhir+json" : "application/problem+json");
    }

    [Theory]
    [InlineData("gzip", 400)]
    [InlineData("br", 400)]
    [InlineData("zstd", 415)]
    [InlineData("gzip, gzip", 415)]
    public async Task Content_that_cannot_be_unpacked_is_the_callers_fault(string packing, int status)
    {
        var answer = await PostAsync("fhir/Consent", DemoClients.Practitioner, "application/fhir+json", packing, "this is not packed"u8.ToArray());

        ((int)answer.Status).Should().Be(status, answer.Text);
        answer.Resource.Type.Name.Should().Be("OperationOutcome");
    }

    [Theory]
    [InlineData("multipart/form-data", 415)]
    [InlineData("application/json", 415)]
    [InlineData("application/x-www-form-urlencoded", 400)]
    public async Task A_search_is_posted_as_a_form_and_nothing_of_what_is_none_is_repeated(string type, int status)
    {
        foreach (var (path, client) in ((string, string)[])[("fhir/Patient/_search", DemoClients.Practitioner), ("sources/trust/fhir/Patient/_search", DemoClients.SourceReader)])
        {
            var answer = await PostAsync($"{path}?identifier=%7C", client, type, null, "{\"name\":\"Somebody\"}"u8.ToArray());

            ((int)answer.Status).Should().Be(status, answer.Text);
            answer.Text.Should().NotContain("Somebody");
            answer.Resource.Type.Name.Should().Be("OperationOutcome");
        }
    }

    [Theory]
    [InlineData("application/xml", null, "application/problem+xml")]
    [InlineData("application/json", "application/xml", "application/problem+xml")]
    [InlineData("application/json", "application/problem+xml", "application/problem+xml")]
    [InlineData("application/xml", "application/json", "application/problem+json")]
    public async Task A_problem_is_told_in_the_format_that_answers_come_in(string type, string? accept, string told)
    {
        var (broken, unknown) = (await AskAsync(DemoClients.CustodySystem), await AskAsync(null));

        foreach (var (answer, status) in ((Answer, int)[])[(broken, 422), (unknown, 401)])
        {
            ((int)answer.Status, answer.ContentType).Should().Be((status, told), answer.Text);
            if (told.EndsWith("xml", StringComparison.Ordinal))
                System.Xml.Linq.XDocument.Parse(answer.Text).Root!.Elements().Select(e => (e.Name.NamespaceName, e.Name.LocalName)).Should().Contain([("urn:ietf:rfc:7807", "title"), ("urn:ietf:rfc:7807", "status")]);
        }

        Task<Answer> AskAsync(string? client) => shared.Demo.AskAsync(client, "custody/health-requests", HttpMethod.Post, r =>
        {
            r.Content = new ByteArrayContent("neither"u8.ToArray());
            r.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            r.Headers.Add("X-Request-Id", "1");
            if (accept is not null)
                r.Headers.Add("Accept", accept);
        });
    }

    [Fact]
    public async Task Content_that_is_packed_and_whole_is_read()
    {
        var answer = await PostAsync("fhir/Consent", DemoClients.Practitioner, "application/fhir+json", "gzip", Packed("{\"resourceType\":\"Consent\"}"u8.ToArray(), "gzip"));

        ((int)answer.Status).Should().Be(422, answer.Text);
    }

    [Fact]
    public async Task Content_that_comes_too_slowly_is_waited_for_no_longer()
    {
        var token = shared.Demo.Gateway.Token(DemoClients.Practitioner);
        var answer = await shared.SendAsync($"POST /fhir/Consent HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/fhir+json\r\nContent-Length: 5000\r\nConnection: close\r\n\r\n{{");

        answer.Should().StartWith("HTTP/1.1 408").And.Contain("OperationOutcome");
    }

    [Fact]
    public async Task Headers_that_never_end_are_waited_for_no_longer() =>
        (await shared.SendAsync("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ")).Should().StartWith("HTTP/1.1 408").And.Contain("application/problem+json").And.EndWith("}");

    [Fact]
    public async Task Headers_too_many_or_too_long_and_lines_too_long_are_refused()
    {
        var many = await shared.SendAsync($"GET /health/live HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 40).Select(i => $"X-{i}: 1\r\n"))}\r\n");
        var large = await shared.SendAsync($"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: {new string('x', 60_000)}\r\n\r\n");
        var line = await shared.SendAsync($"GET /health/live?{new string('x', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n");

        many.Should().StartWith("HTTP/1.1 431").And.Contain("application/problem+json");
        large.Should().StartWith("HTTP/1.1 431").And.Contain("application/problem+json");
        line.Should().StartWith("HTTP/1.1 414").And.Contain("\"OperationOutcome\"", "nobody knows what it was for");
    }

    [Theory]
    [InlineData("GET /fhir/Patient/%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400, true)]
    [InlineData("GET /custody/health-requests/%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400, false)]
    [InlineData("GET /fhir/metadata HTTP/1.1\r\n\r\n", 400, true)]
    [InlineData("GET /fhir/metadata HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", 400, true)]
    [InlineData("GET /fhir/metadata HTTP/7.1\r\nHost: x\r\n\r\n", 505, true)]
    [InlineData("no request at all\r\n\r\n", 400, true)]
    [InlineData("POST /fhir/Consent HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400, true)]
    [InlineData("GET * HTTP/1.1\r\nHost: x\r\n\r\n", 405, true)]
    public async Task What_is_no_request_is_told_so_in_the_words_of_the_interface(string bytes, int status, bool isFhir)
    {
        var answer = await shared.SendAsync(bytes);

        answer.Should().StartWith($"HTTP/1.1 {status} ").And.Contain("\r\nX-Content-Type-Options: nosniff\r\n").And.Contain("\r\nConnection: close\r\n").And.Contain(isFhir ? "\"OperationOutcome\"" : "application/problem+json");
        answer.Split("\r\n\r\n").Should().HaveCount(2, "there is one answer").And.Subject.Last().Should().HaveLength(int.Parse(System.Text.RegularExpressions.Regex.Match(answer, "Content-Length: (\\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        answer.Contains("\r\nAllow: ", StringComparison.Ordinal).Should().Be(status == 405);
    }

    [Fact]
    public async Task What_is_no_request_is_told_so_after_others_that_were_answered()
    {
        var answer = await shared.SendAsync("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /fhir/%00 HTTP/1.1\r\nHost: x\r\n\r\n");

        answer.Should().StartWith("HTTP/1.1 200 ").And.Contain("{\"status\":\"up\"}").And.Contain("HTTP/1.1 400 ").And.Contain("OperationOutcome");
    }

    [Fact]
    public async Task A_request_takes_no_longer_than_any_may()
    {
        shared.Demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Hang });
        var answer = await shared.Demo.AskAsync(DemoClients.SourceReader, "sources/trust/fhir/Patient/1");
        shared.Demo.Systems.Faults.Clear();

        answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable, answer.Text);
        answer.Resource["issue"].Single().ChildText("code").Should().Be("timeout");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Fact]
    public async Task A_client_that_floods_is_sent_away_while_others_are_served_and_too_many_clients_are_told_so()
    {
        var demo = shared.Demo;
        await demo.AskAsync(DemoClients.SourceReader, "sources/trust/fhir/metadata");
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Delay, Delay = 3000 });
        var flood = Enumerable.Range(0, 12).Select(_ => demo.AskAsync(DemoClients.SourceReader, "sources/trust/fhir/metadata")).ToList();
        await Patience.UntilAsync(() => Task.FromResult(flood.Count(f => f.IsCompleted)), done => done >= 6);
        var other = await demo.AskAsync(DemoClients.Administrator, "fhir/Organization?_count=1");
        var third = Enumerable.Range(0, 8).Select(_ => demo.AskAsAsync(new DemoClient("third", "third", "R1L", "trust-clinician", ["system/*.rs", "gateway/sources.trust"], ["TREAT"]), "sources/trust/fhir/metadata")).ToList();
        var health = await demo.AskAsync(null, "health/live");
        var all = (await Task.WhenAll(flood.Concat(third))).ToLookup(a => (int)a.Status);
        demo.Systems.Faults.Clear();

        other.Status.Should().Be(HttpStatusCode.OK, other.Text);
        health.Status.Should().Be(HttpStatusCode.OK);
        all[200].Should().NotBeEmpty();
        all[429].Should().NotBeEmpty().And.OnlyContain(a => a.Headers.RetryAfter != null && a.Resource.Type.Name == "OperationOutcome");
        all[503].Should().NotBeEmpty().And.OnlyContain(a => a.Headers.RetryAfter != null && a.Resource.Type.Name == "OperationOutcome");
        all.Select(g => g.Key).Should().BeSubsetOf([200, 429, 503]);
    }

    [Fact]
    public async Task Tokens_are_asked_for_so_often_and_no_more()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 40; i++)
            statuses.Add((int)(await PostAsync("oauth/token", null, "application/x-www-form-urlencoded", null, "grant_type=client_credentials"u8.ToArray())).Status);

        statuses.Take(20).Should().NotContain(429);
        statuses.Should().Contain(429);
    }

    private Task<Answer> PostAsync(string path, string? client, string type, string? packing, byte[] content) => shared.Demo.AskAsync(client, path, HttpMethod.Post, r =>
    {
        r.Content = new ByteArrayContent(content);
        r.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        r.Headers.Add("X-Request-Id", Guid.NewGuid().ToString());
        if (packing is not null)
            r.Content.Headers.TryAddWithoutValidation("Content-Encoding", packing);
    });

    private static byte[] Packed(byte[] content, string? packing)
    {
        if (packing is null)
            return content;
        using var packed = new MemoryStream();
        using (Stream stream = packing switch { "gzip" => new GZipStream(packed, CompressionLevel.Optimal), "br" => new BrotliStream(packed, CompressionLevel.Optimal), _ => new ZLibStream(packed, CompressionLevel.Optimal) })
            stream.Write(content);
        return packed.ToArray();
    }
}
