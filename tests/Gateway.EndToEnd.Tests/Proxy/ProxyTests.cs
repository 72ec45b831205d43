using System.Net;
using System.Text;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>What of a request reaches a source through the proxy, and what of its answer reaches the caller.</summary>
public sealed class ProxyTests(ProxyStand stand) : IClassFixture<ProxyStand>
{
    private const string Escaped = "https:\\/\\/trust-fhir.inner.example:8443\\/fhir\\/r4\\/Patient\\/p1";

    [Fact]
    public async Task The_source_is_shown_the_gateways_token_and_nothing_of_the_callers_headers()
    {
        var answer = await stand.AskAsync("Patient/p1", more: r =>
        {
            r.Headers.Add("Cookie", "session=1");
            r.Headers.Add("X-Forwarded-For", "192.0.2.7");
            r.Headers.Add("X-Evil", "1");
            r.Headers.Add("Range", "bytes=0-5");
        });
        var asked = stand.Source.Asked.Last(a => a.Path == "/r4/Patient/p1");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Resource.ChildText("id").Should().Be("p1");
        answer.Headers.ETag!.ToString().Should().Be("W/\"3\"");
        asked.Headers["Authorization"].Should().Be($"Bearer {StandInServer.Token}");
        asked.Headers.Keys.Should().NotContain(["Cookie", "X-Forwarded-For", "X-Evil", "Range"]);
    }

    [Theory]
    [InlineData("Condition/headers", "application/fhir+json")]
    [InlineData("ValueSet/headers", "application/fhir+json")]
    [InlineData("Binary/headers", "text/html")]
    public async Task Nothing_of_the_sources_headers_reaches_the_caller_but_what_tells_of_the_content(string path, string type)
    {
        var body = path[0] switch { 'C' => ProxyStand.Condition("headers"), 'V' => """{"resourceType":"ValueSet","id":"headers","status":"active"}""", _ => "<script>alert(1)</script>" };
        stand.Source.Give($"/r4/{path}", body, type: type, more: r =>
        {
            foreach (var name in (string[])["Set-Cookie", "Server", "X-Powered-By", "Via", "X-Backend", "Content-Location", "Link", "Access-Control-Allow-Origin"])
                r.Headers[name] = $"http://{stand.Source.Authority}/r4";
            r.Headers["X-Security-Context"] = "Patient/p1";
        });
        using var response = await stand.SendAsync(path);
        var names = response.Headers.Concat(response.Content.Headers).Select(h => h.Key).ToList();

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value).Should().NotContain(v => v.Contains(stand.Source.Authority, StringComparison.Ordinal));
        names.Should().NotContain(["Set-Cookie", "Server", "X-Powered-By", "Via", "X-Backend", "Link", "X-Security-Context", "Access-Control-Allow-Origin"]);
        names.Should().Contain(["X-Content-Type-Options", "Cache-Control", "Content-Security-Policy"]);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        if (type == "text/html")
            (await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentDisposition!.DispositionType, response.Headers.GetValues("Content-Security-Policy").Single()).Should().Be((body, "attachment", "default-src 'none'; sandbox"));
    }

    [Fact]
    public async Task No_inner_address_is_in_what_is_read_and_what_led_inside_leads_through_the_gateway()
    {
        stand.Source.Give("/r4/Condition/addresses", $$$$"""
            {"resourceType":"Condition","id":"addresses","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"@inner/r4/Patient/p1\">who</a></div>"},
            "extension":[{"url":"http://example.org/x","valueUrl":"@inner/attachments/1"},{"url":"http://example.org/y","valueUri":"@inner/r4/Condition/other"}],
            "subject":{"reference":"{{{{Escaped}}}}"},"recorder":{"reference":"@inner/admin/Practitioner/1","display":"Dr A"},"encounter":{"reference":"@inner/r4/Encounter/e1/_history/2"}}
            """);
        var answer = await stand.AskAsync("Condition/addresses");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Text.Should().NotContain(stand.Source.Authority).And.NotContain("inner.example").And.NotContain("attachments");
        answer.Text.Should().Contain("https://gateway.test/sources/trust/fhir/Patient/p1\\\">who").And.Contain("https://gateway.test/sources/trust/fhir/Condition/other");
        answer.Resource["subject"].First().ChildText("reference").Should().Be("Patient/p1");
        answer.Resource["encounter"].First().ChildText("reference").Should().Be("Encounter/e1/_history/2");
        answer.Resource["recorder"].First().ChildText("reference").Should().BeNull();
    }

    [Fact]
    public async Task No_inner_address_is_in_definitions_that_pass_through_unread()
    {
        var concepts = string.Join(',', Enumerable.Range(0, 1500).Select(i => $$$$"""{"system":"@inner/r4/CodeSystem/{{{{i}}}}"}"""));
        stand.Source.Give("/r4/ValueSet/long", $$$$"""{"resourceType":"ValueSet","id":"long","status":"active","compose":{"include":[{{{{concepts}}}}]}}""");
        var answer = await stand.AskAsync("ValueSet/long");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Text.Should().NotContain(stand.Source.Authority);
        answer.Resource["compose"].SelectMany(c => c["include"]).Select(i => i.ChildText("system")).Should().Equal(Enumerable.Range(0, 1500).Select(i => $"https://gateway.test/sources/trust/fhir/CodeSystem/{i}"));
    }

    [Fact]
    public async Task A_reference_under_the_address_of_the_interface_is_the_sources_own()
    {
        stand.Source.Give("/r4/Condition?patient=Patient/p1&code=own-address&_count=100", ProxyStand.Searchset([ProxyStand.Condition("c1", code: "own-address")]));
        var answer = await stand.AskAsync($"Condition?patient={Uri.EscapeDataString("https://gateway.test/sources/trust/fhir/Patient/p1")}&code=own-address");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Found.Of("Condition").Select(c => c.ChildText("id")).Should().Equal("c1");
    }

    [Fact]
    public async Task What_is_longer_than_may_pass_breaks_off()
    {
        stand.Source.Give("/r4/ValueSet/endless", $$$$"""{"resourceType":"ValueSet","id":"endless","status":"active","description":"{{{{new string('x', 200_000)}}}}"}""");
        using var response = await stand.SendAsync("ValueSet/endless");
        var reading = async () => await response.Content.ReadAsByteArrayAsync();

        await reading.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Pages_are_followed_inside_the_source_and_links_to_more_are_the_gateways_own()
    {
        stand.Source.Give("/r4/Condition?patient=p1&_count=100", ProxyStand.Searchset([ProxyStand.Condition("c1"), ProxyStand.Condition("c2")], "@inner/r4/Condition?page=2"));
        stand.Source.Give("/r4/Condition?page=2", ProxyStand.Searchset([ProxyStand.Condition("c3")]));
        var first = await stand.AskAsync("Condition?patient=p1&_count=2");
        var next = first.Json["link"]!.AsArray().Single(l => (string?)l!["relation"] == "next")!["url"]!.ToString();
        var second = await stand.AskAsync(new Uri(next).PathAndQuery);
        var altered = await stand.AskAsync(new Uri(next).PathAndQuery[..^3]);
        var others = await stand.AskAsync(new Uri(next).PathAndQuery, client: ProxyStand.Reader with { ClientId = "another" });
        var ofOther = await stand.AskAsync(new Uri(next).PathAndQuery.Replace("/Condition", "/Patient", StringComparison.Ordinal));

        first.Found.Of("Condition").Select(c => c.ChildText("id")).Should().Equal("c1", "c2");
        first.Found.Total.Should().Be("3");
        first.Text.Should().NotContain(stand.Source.Authority).And.Contain("https://gateway.test/sources/trust/fhir/Condition/c1");
        next.Should().StartWith("https://gateway.test/sources/trust/fhir/Condition?_cursor=").And.NotContain("patient");
        second.Found.Of("Condition").Select(c => c.ChildText("id")).Should().Equal("c3");
        new[] { altered, others, ofOther }.Select(a => (int)a.Status).Should().Equal(400, 400, 400);
    }

    [Theory]
    [InlineData("@other/r4/Condition?page=2")]
    [InlineData("@inner/r4/../admin?page=2")]
    [InlineData("@inner/r4b/Condition?page=2")]
    [InlineData("file:///etc/passwd")]
    public async Task A_page_elsewhere_is_not_fetched(string link)
    {
        await using var other = await StandInServer.StartAsync();
        stand.Source.Give("/r4/Condition?code=elsewhere&_count=100", ProxyStand.Searchset([ProxyStand.Condition("c1", code: "elsewhere")], link.Replace("@other", other.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)));
        var answer = await stand.AskAsync("Condition?code=elsewhere");

        answer.Status.Should().Be(HttpStatusCode.BadGateway, answer.Text);
        other.Asked.Should().BeEmpty();
        stand.Source.Asked.Should().NotContain(a => a.Path.Contains("page=2", StringComparison.Ordinal) && a.Path.Contains("admin", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Patient/..%2f..%2fadmin")]
    [InlineData("Patient/...")]
    [InlineData("Patient/p1/$everything")]
    [InlineData("Patient/p1%3fx=1")]
    [InlineData("Patient/http:%2f%2f192.0.2.1")]
    [InlineData("$convert")]
    [InlineData("Bundle/b1")]
    [InlineData("AuditEvent/a1")]
    [InlineData("Nothing/n1")]
    [InlineData("")]
    public async Task An_address_that_leads_nowhere_here_reaches_nobody(string path)
    {
        var before = stand.Source.Asked.Count;
        var answer = await stand.AskAsync(path);

        answer.Status.Should().Be(HttpStatusCode.NotFound, answer.Text);
        answer.Resource.Type.Name.Should().Be("OperationOutcome");
        stand.Source.Asked.Count.Should().Be(before);
    }

    [Theory]
    [InlineData("DELETE", "Condition/c1", "GET, HEAD")]
    [InlineData("PATCH", "Condition/c1", "GET, HEAD")]
    [InlineData("POST", "AllergyIntolerance/a1", "GET, HEAD, PUT, PATCH, DELETE")]
    [InlineData("PUT", "Condition/c1", "GET, HEAD")]
    [InlineData("POST", "Condition", "GET, HEAD")]
    [InlineData("GET", "Condition/_search", null)]
    [InlineData("POST", "metadata", "GET, HEAD")]
    public async Task Other_methods_than_those_of_an_address_are_refused(string method, string path, string? allowed)
    {
        using var response = await stand.SendAsync(path, new HttpMethod(method));

        ((int)response.StatusCode).Should().Be(405);
        string.Join(", ", response.Content.Headers.Allow).Should().Be(allowed ?? "POST");
    }

    [Fact]
    public async Task Who_may_not_speak_to_the_source_learns_nothing_of_it()
    {
        var before = stand.Source.Asked.Count;
        var other = ProxyStand.Reader with { Scopes = ["system/*.cruds", NativeScopes.OfSource("custody")] };
        var (without, none) = (await stand.AskAsync("Patient/p1", client: other), await stand.AskAsync("/sources/nothing/fhir/Patient/p1"));
        var untyped = await stand.AskAsync("Patient/p1", client: ProxyStand.Reader with { Scopes = ["system/Condition.rs", NativeScopes.OfSource("trust")] });
        var anonymous = await stand.AskAsync("Patient/p1", more: r => r.Headers.Authorization = null);
        var noInterface = await stand.AskAsync("/sources/custody/fhir/Patient/p1", client: other);

        new[] { without, none, untyped, anonymous, noInterface }.Select(a => (int)a.Status).Should().Equal(403, 403, 403, 401, 404);
        without.Text.Should().Be(none.Text);
        stand.Source.Asked.Count.Should().Be(before);
    }

    [Fact]
    public async Task What_the_source_can_do_is_narrowed_to_what_passes()
    {
        stand.Source.Give("/r4/metadata", """
            {"resourceType":"CapabilityStatement","status":"active","date":"2026-01-01","kind":"instance","fhirVersion":"4.0.1","format":["json"],"implementation":{"description":"x","url":"@inner/r4"},
            "rest":[{"mode":"server","security":{"extension":[{"url":"http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris","valueUri":"@inner/oauth2/token"}]},
            "resource":[{"type":"Condition","interaction":[{"code":"read"},{"code":"delete"},{"code":"update"}],"searchParam":[{"name":"code","type":"token"},{"name":"own-thing","type":"token"}]},{"type":"AllergyIntolerance","interaction":[{"code":"update"}]},{"type":"Bundle"}],
            "operation":[{"name":"everything","definition":"http://example.org/x"}]}]}
            """);
        var answer = await stand.AskAsync("metadata");
        var rest = answer.Resource["rest"].Single();

        answer.Text.Should().NotContain(stand.Source.Authority);
        answer.Resource["implementation"].Single().ChildText("url").Should().Be("https://gateway.test/sources/trust/fhir");
        rest["resource"].Select(r => $"{r.ChildText("type")}:{string.Join('+', r["interaction"].Select(i => i.ChildText("code")))}").Should().Equal("Condition:read", "AllergyIntolerance:update+patch");
        rest["resource"].First()["searchParam"].Select(p => p.ChildText("name")).Should().Equal("code");
        rest["operation"].Should().BeEmpty();
    }

    [Fact]
    public async Task A_refusal_of_the_source_is_told_by_its_codes_and_not_by_its_words()
    {
        stand.Source.Give("/r4/Condition?code=bad&_count=100", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"too-costly","diagnostics":"Mr Hidden at @inner","details":{"text":"Mr Hidden"}}]}""", status: 400);
        var (refused, missing) = (await stand.AskAsync("Condition?code=bad"), await stand.AskAsync("Condition/none"));

        refused.Status.Should().Be(HttpStatusCode.BadRequest);
        refused.Resource["issue"].Single().ChildText("code").Should().Be("too-costly");
        missing.Status.Should().Be(HttpStatusCode.NotFound);
        (refused.Text + missing.Text).Should().NotContain("Hidden").And.NotContain(stand.Source.Authority);
    }

    [Theory]
    [InlineData("another id", """{"resourceType":"Condition","id":"other","subject":{"reference":"Patient/p1"}}""", "application/fhir+json", 200)]
    [InlineData("another type", """{"resourceType":"Patient","id":"lies"}""", "application/fhir+json", 200)]
    [InlineData("no resource", """{"a":1}""", "application/fhir+json", 200)]
    [InlineData("another media type", "<html>", "text/html", 200)]
    [InlineData("a redirect", "", "text/html", 302)]
    [InlineData("a 404 of a hop before it", "<html>", "text/html", 404)]
    [InlineData("refuses the gateway", """{"resourceType":"OperationOutcome"}""", "application/fhir+json", 403)]
    public async Task What_cannot_be_used_is_the_sources_fault_and_not_the_callers(string what, string body, string type, int status)
    {
        stand.Source.Give("/r4/Condition/lies", body, status, type: type, more: r => r.Headers.Location = "http://192.0.2.1/x");
        var answer = await stand.AskAsync("Condition/lies");

        answer.Status.Should().Be(HttpStatusCode.BadGateway, what);
        answer.Resource["issue"].SelectMany(i => i["details"]).SelectMany(d => d["coding"]).Select(c => c.ChildText("code")).Should().Contain("trust");
        answer.Headers.Location.Should().BeNull();
    }

    [Fact]
    public async Task Answers_come_in_the_format_and_packing_that_the_caller_takes()
    {
        var xml = await stand.AskAsync("Patient/p1", more: r => r.Headers.Add("Accept", "application/fhir+xml"));
        var neither = await stand.AskAsync("Patient/p1", more: r => r.Headers.Add("Accept", "image/png"));
        using var packed = await stand.SendAsync("Patient/p1", more: r => r.Headers.Add("Accept-Encoding", "br, gzip"));
        using var head = await stand.SendAsync("Patient/p1", HttpMethod.Head);
        var known = await stand.AskAsync("Patient/p1", more: r => r.Headers.Add("If-None-Match", "W/\"3\""));

        xml.ContentType.Should().Be("application/fhir+xml");
        xml.Resource.ChildText("id").Should().Be("p1");
        ((int)neither.Status).Should().Be(406);
        packed.Content.Headers.ContentEncoding.Should().Equal("br");
        head.StatusCode.Should().Be(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        ((int)known.Status, known.Body.Length).Should().Be((304, 0));
    }

    [Fact]
    public async Task A_posted_search_is_the_same_search()
    {
        stand.Source.Give("/r4/Condition?code=posted&_count=100", ProxyStand.Searchset([ProxyStand.Condition("posted", code: "posted")]));
        var answer = await stand.AskAsync("Condition/_search", HttpMethod.Post, r => r.Content = new StringContent("code=posted", Encoding.UTF8, "application/x-www-form-urlencoded"));
        var json = await stand.AskAsync("Condition/_search", HttpMethod.Post, r => r.Content = new StringContent("{}", Encoding.UTF8, "application/json"));

        answer.Found.Of("Condition").Should().ContainSingle();
        ((int)json.Status).Should().Be(415);
    }
}
