using System.Net;
using System.Text;
using Gateway.Security;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>That what a source gives through the proxy is decided as on every other path, and that nothing about it can be found out beside that.</summary>
public sealed class ProxyDecisionTests(ProxyStand stand) : IClassFixture<ProxyStand>
{
    [Theory]
    [InlineData("Patient/nobody")]
    [InlineData("https://elsewhere.example/fhir/Patient/1")]
    public async Task What_is_about_somebody_of_whom_nobody_can_tell_who_they_are_is_not_there(string subject)
    {
        stand.Source.Give("/r4/Condition/unknown", ProxyStand.Condition("unknown", subject));
        stand.Source.Give("/r4/Condition?code=hay-fever&_count=100", ProxyStand.Searchset([ProxyStand.Condition("unknown", subject), ProxyStand.Condition("known")]));
        var (read, found) = (await stand.AskAsync("Condition/unknown"), await stand.AskAsync("Condition?code=hay-fever"));
        var missing = await stand.AskAsync("Condition/missing");

        read.Status.Should().Be(HttpStatusCode.NotFound, read.Text);
        read.Text.Should().Be(missing.Text);
        found.Found.Of("Condition").Select(c => c.ChildText("id")).Should().Equal("known");
        found.Found.Total.Should().Be("1");
    }

    [Fact]
    public async Task What_a_scope_does_not_open_is_not_there()
    {
        stand.Source.Give("/r4/Condition/scoped", ProxyStand.Condition("scoped", code: "scoped"));
        stand.Source.Give("/r4/Condition?code=scoped&_count=100", ProxyStand.Searchset([ProxyStand.Condition("scoped", code: "scoped")]));
        var narrow = ProxyStand.Reader with { Scopes = ["system/Condition.rs?code=other", "system/Patient.rs", NativeScopes.OfSource("trust")] };
        var (read, found) = (await stand.AskAsync("Condition/scoped", client: narrow), await stand.AskAsync("Condition?code=scoped", client: narrow));

        read.Status.Should().Be(HttpStatusCode.NotFound);
        found.Found.Of("Condition").Should().BeEmpty();
    }

    [Fact]
    public async Task Who_has_no_row_in_the_policies_sees_nothing()
    {
        stand.Source.Give("/r4/ValueSet/norow", """{"resourceType":"ValueSet","id":"norow","status":"active"}""");
        var nobody = ProxyStand.Reader with { Recipient = "court", Organization = "B42AZ01", Purposes = ["court-results"] };
        var (read, definition) = (await stand.AskAsync("Patient/p1", client: nobody), await stand.AskAsync("ValueSet/norow", client: nobody));

        read.Status.Should().Be(HttpStatusCode.NotFound, read.Text);
        definition.Status.Should().Be(HttpStatusCode.NotFound, definition.Text);
    }

    [Fact]
    public async Task What_matched_inside_and_does_not_match_what_the_caller_sees_is_not_found()
    {
        stand.Source.Give("/r4/Condition?code=asked&_count=100", ProxyStand.Searchset([ProxyStand.Condition("a", code: "asked"), ProxyStand.Condition("b", code: "not-asked")]));
        var answer = await stand.AskAsync("Condition?code=asked&_total=accurate");

        answer.Found.Of("Condition").Select(c => c.ChildText("id")).Should().Equal("a");
        answer.Found.Total.Should().Be("1");
    }

    [Theory]
    [InlineData("Condition?_has:Observation:focus:code=1")]
    [InlineData("Condition?encounter.status=planned")]
    [InlineData("Condition?own-parameter=1")]
    [InlineData("Condition?code:own=1")]
    public async Task What_cannot_be_checked_on_what_the_caller_sees_is_not_asked(string search)
    {
        var before = stand.Source.Asked.Count;
        var answer = await stand.AskAsync(search);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        stand.Source.Asked.Count.Should().Be(before);
    }

    [Fact]
    public async Task The_source_is_never_asked_for_parts_that_would_lack_their_labels()
    {
        stand.Source.Give("/r4/Condition?code=parts&_count=100", ProxyStand.Searchset([ProxyStand.Condition("parts", code: "parts")]));
        var answer = await stand.AskAsync("Condition?code=parts&_elements=id&_summary=false&_sort=-code");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Found.Of("Condition").Single()["code"].Should().BeEmpty();
        stand.Source.Asked.Should().NotContain(a => a.Path.Contains("_elements", StringComparison.Ordinal) || a.Path.Contains("_sort", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 404)]
    [InlineData("Patient/nobody", 404)]
    [InlineData("https://elsewhere.example/Patient/p1", 404)]
    [InlineData("Binary/other", 404)]
    [InlineData("../../Patient/p1", 404)]
    [InlineData("Patient/p1", 200)]
    [InlineData("@inner/r4/Patient/p1", 200)]
    public async Task Content_passes_where_what_it_belongs_to_is_seen_and_nowhere_else(string? context, int status)
    {
        stand.Source.Give("/r4/Binary/letter", "Dear colleague", type: "text/plain", more: r =>
        {
            if (context is not null)
                r.Headers["X-Security-Context"] = context.Replace("@inner", stand.Source.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);
        });
        var answer = await stand.AskAsync("Binary/letter");

        ((int)answer.Status).Should().Be(status, answer.Text);
        answer.Text.Contains("Dear colleague", StringComparison.Ordinal).Should().Be(status == 200);
    }

    [Fact]
    public async Task Content_is_not_given_as_a_resource_that_nobody_read()
    {
        stand.Source.Give("/r4/Binary/fhir", """{"resourceType":"Binary","id":"fhir","contentType":"text/plain","data":"AAAA"}""", more: r => r.Headers["X-Security-Context"] = "Patient/p1");
        var (asIs, asResource) = (await stand.AskAsync("Binary/fhir"), await stand.AskAsync("Binary/fhir", more: r => r.Headers.Add("Accept", "application/fhir+json")));

        asIs.Status.Should().Be(HttpStatusCode.BadGateway);
        asResource.Status.Should().Be(HttpStatusCode.NotFound, "it does not say what it belongs to");
    }

    [Theory]
    [InlineData("Patient/p1", "application/fhir+json", 200)]
    [InlineData("@inner/r4/Patient/p1", "application/fhir+xml", 200)]
    [InlineData("Patient/nobody", "application/fhir+json", 404)]
    [InlineData("Binary/other", "application/fhir+json", 404)]
    [InlineData("https://elsewhere.example/fhir/Patient/p1", "application/fhir+json", 404)]
    public async Task Content_comes_as_a_resource_to_who_sees_what_it_belongs_to(string context, string accept, int status)
    {
        stand.Source.Give("/r4/Binary/resource", """{"resourceType":"Binary","id":"resource","contentType":"text/plain","securityContext":{"reference":"@context"},"data":"RGVhciBjb2xsZWFndWU="}""".Replace("@context", context, StringComparison.Ordinal));
        var answer = await stand.AskAsync("Binary/resource", more: r => r.Headers.Add("Accept", accept));

        ((int)answer.Status).Should().Be(status, answer.Text);
        if (status == 200)
            (answer.ContentType, answer.Resource.ChildText("data"), answer.Resource["securityContext"].Single().ChildText("reference"), answer.Text.Contains(stand.Source.Authority, StringComparison.Ordinal)).Should().Be((accept, "RGVhciBjb2xsZWFndWU=", "Patient/p1", false));
        else
            answer.Text.Should().NotContain("RGVh");
    }

    [Fact]
    public async Task A_patch_is_made_to_what_was_seen_and_sent_as_an_update_of_its_version()
    {
        stand.Source.Give("GET /r4/AllergyIntolerance/patched", Allergy("patched"), more: r => r.Headers.ETag = "W/\"4\"");
        stand.Source.Give("PUT /r4/AllergyIntolerance/patched", Allergy("patched").Replace("Penicillin", "Latex", StringComparison.Ordinal), more: r => r.Headers.ETag = "W/\"5\"");
        stand.Source.Give("GET /r4/AllergyIntolerance/unversioned", Allergy("unversioned"));
        stand.Source.Give("GET /r4/AllergyIntolerance/unseen", Allergy("unseen").Replace("Patient/p1", "Patient/nobody", StringComparison.Ordinal), more: r => r.Headers.ETag = "W/\"1\"");
        var made = await PatchAsync("AllergyIntolerance/patched", """[{"op":"replace","path":"/code/text","value":"Latex"}]""");
        var sent = stand.Source.Asked.Last(a => a.Path.EndsWith("/patched", StringComparison.Ordinal) && a.Method != "GET");
        var stale = await PatchAsync("AllergyIntolerance/patched", """[{"op":"replace","path":"/code/text","value":"x"}]""", "W/\"3\"");
        var invalid = await PatchAsync("AllergyIntolerance/patched", """[{"op":"remove","path":"/patient"}]""");
        var elsewhere = await PatchAsync("AllergyIntolerance/patched", """[{"op":"replace","path":"/patient/reference","value":"Patient/nobody"}]""");
        var tested = await PatchAsync("AllergyIntolerance/unseen", """[{"op":"test","path":"/code/text","value":"Penicillin"}]""");
        var unversioned = await PatchAsync("AllergyIntolerance/unversioned", """[{"op":"replace","path":"/code/text","value":"x"}]""");

        made.Status.Should().Be(HttpStatusCode.OK, made.Text);
        made.Headers.ETag!.ToString().Should().Be("W/\"5\"");
        (sent.Method, sent.Headers["If-Match"], sent.Body.Contains("\"Latex\"", StringComparison.Ordinal), sent.Body.Contains("\"Patient/p1\"", StringComparison.Ordinal)).Should().Be(("PUT", "W/\"4\"", true, true));
        new[] { stale, invalid, elsewhere, tested, unversioned }.Select(a => (int)a.Status).Should().Equal(412, 422, 403, 404, 422);
        stand.Source.Asked.Count(a => a.Method == "PUT" && a.Path.EndsWith("/patched", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task What_is_deleted_was_seen_whole_in_the_version_that_goes()
    {
        stand.Source.Give("GET /r4/AllergyIntolerance/gone", Allergy("gone"), more: r => r.Headers.ETag = "W/\"9\"");
        stand.Source.Give("DELETE /r4/AllergyIntolerance/gone", "", 204);
        stand.Source.Give("GET /r4/AllergyIntolerance/kept", Allergy("kept").Replace("Patient/p1", "Patient/nobody", StringComparison.Ordinal));
        var stale = await stand.AskAsync("AllergyIntolerance/gone", HttpMethod.Delete, r => r.Headers.TryAddWithoutValidation("If-Match", "W/\"8\""));
        var unscoped = await stand.AskAsync("AllergyIntolerance/gone", HttpMethod.Delete, client: ProxyStand.Reader with { Scopes = ["system/AllergyIntolerance.rsu", "system/Patient.rs", NativeScopes.OfSource("trust")] });
        var made = await stand.AskAsync("AllergyIntolerance/gone", HttpMethod.Delete);
        var unseen = await stand.AskAsync("AllergyIntolerance/kept", HttpMethod.Delete);
        stand.Source.Give("DELETE /r4/AllergyIntolerance/gone", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"conflict"}]}""", 409);
        var refused = await stand.AskAsync("AllergyIntolerance/gone", HttpMethod.Delete);
        var sent = stand.Source.Asked.Where(a => a.Method == "DELETE").ToList();

        new[] { stale, unscoped, made, unseen, refused }.Select(a => (int)a.Status).Should().Equal(412, 403, 204, 404, 409);
        made.Body.Should().BeEmpty();
        sent.Should().HaveCount(2).And.OnlyContain(a => a.Path == "/r4/AllergyIntolerance/gone" && a.Headers["If-Match"] == "W/\"9\"");
    }

    private Task<Data.Answer> PatchAsync(string path, string patch, string? match = null) => stand.AskAsync(path, HttpMethod.Patch, r =>
    {
        r.Content = new StringContent(patch, Encoding.UTF8, "application/json-patch+json");
        if (match is not null)
            r.Headers.TryAddWithoutValidation("If-Match", match);
    });

    [Fact]
    public async Task A_change_goes_to_the_source_once_it_is_valid_and_seen_whole()
    {
        stand.Source.Give("POST /r4/AllergyIntolerance", Allergy("made"), 201, r =>
        {
            r.Headers.ETag = "W/\"1\"";
            r.Headers.Location = $"http://{stand.Source.Authority}/r4/AllergyIntolerance/made/_history/1";
        });
        var made = await WriteAsync("AllergyIntolerance", HttpMethod.Post, Allergy(null).Replace("Patient/p1", "https://gateway.test/sources/trust/fhir/Patient/p1", StringComparison.Ordinal));
        var sent = stand.Source.Asked.Last(a => a.Method == "POST");

        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        made.Headers.Location!.AbsoluteUri.Should().Be("https://gateway.test/sources/trust/fhir/AllergyIntolerance/made/_history/1");
        sent.Headers["Authorization"].Should().Be($"Bearer {StandInServer.Token}");
        sent.Body.Should().Contain("\"Patient/p1\"").And.NotContain("gateway.test");
    }

    [Theory]
    [InlineData("about nobody", 403)]
    [InlineData("""{"resourceType":"AllergyIntolerance"}""", 422)]
    [InlineData("""{"resourceType":"Condition","subject":{"reference":"Patient/p1"}}""", 400)]
    [InlineData("""{"resourceType":"AllergyIntolerance","unknown":1}""", 400)]
    [InlineData("nothing", 400)]
    public async Task A_change_that_may_not_be_does_not_reach_the_source(string content, int status)
    {
        var before = stand.Source.Asked.Count(a => a.Method != "GET");
        var answer = await WriteAsync("AllergyIntolerance", HttpMethod.Post, content == "about nobody" ? Allergy(null).Replace("Patient/p1", "Patient/nobody", StringComparison.Ordinal) : content);

        ((int)answer.Status).Should().Be(status, answer.Text);
        stand.Source.Asked.Count(a => a.Method != "GET").Should().Be(before);
    }

    [Fact]
    public async Task A_change_is_made_to_the_version_that_was_seen()
    {
        stand.Source.Give("GET /r4/AllergyIntolerance/a1", Allergy("a1"), more: r => r.Headers.ETag = "W/\"7\"");
        stand.Source.Give("PUT /r4/AllergyIntolerance/a1", Allergy("a1"), more: r => r.Headers.ETag = "W/\"8\"");
        var stale = await WriteAsync("AllergyIntolerance/a1", HttpMethod.Put, Allergy("a1"), r => r.Headers.TryAddWithoutValidation("If-Match", "W/\"6\""));
        var made = await WriteAsync("AllergyIntolerance/a1", HttpMethod.Put, Allergy("a1"));
        var sent = stand.Source.Asked.Where(a => a.Method == "PUT").ToList();
        stand.Source.Give("PUT /r4/AllergyIntolerance/a1", """{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"conflict"}]}""", 412);
        var overtaken = await WriteAsync("AllergyIntolerance/a1", HttpMethod.Put, Allergy("a1"));
        var absent = await WriteAsync("AllergyIntolerance/none", HttpMethod.Put, Allergy("none"));

        new[] { stale, made, overtaken, absent }.Select(a => (int)a.Status).Should().Equal(412, 200, 412, 404);
        sent.Should().ContainSingle().Which.Headers["If-Match"].Should().Be("W/\"7\"");
        made.Headers.ETag!.ToString().Should().Be("W/\"8\"");
    }

    [Fact]
    public async Task A_change_takes_no_label_away_and_brings_none_that_the_gateway_gives_by_itself()
    {
        var labelled = Allergy("labelled").Replace("\"clinicalStatus\"", """ "meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"MH"}]},"clinicalStatus" """, StringComparison.Ordinal);
        foreach (var method in (string[])["GET", "PUT"])
            stand.Source.Give($"{method} /r4/AllergyIntolerance/labelled", labelled, more: r => r.Headers.ETag = "W/\"1\"");
        var read = await stand.AskAsync("AllergyIntolerance/labelled");
        read.Status.Should().Be(HttpStatusCode.OK, read.Text);
        Labels(read.Resource).Should().BeEquivalentTo("R", "MH", "PSY");
        foreach (var content in (string[])[Allergy("labelled"), read.Text])
        {
            (await WriteAsync("AllergyIntolerance/labelled", HttpMethod.Put, content)).Status.Should().Be(HttpStatusCode.OK);
            var sent = stand.Source.Asked.Last(a => a.Method == "PUT" && a.Path.EndsWith("/labelled", StringComparison.Ordinal));
            Labels(Fhir.FhirContent.Read(Encoding.UTF8.GetBytes(sent.Body)).Root).Should().Equal("MH");
        }
    }

    [Fact]
    public async Task What_the_caller_does_not_see_it_does_not_change()
    {
        stand.Source.Give("GET /r4/AllergyIntolerance/hidden", Allergy("hidden").Replace("Patient/p1", "Patient/nobody", StringComparison.Ordinal), more: r => r.Headers.ETag = "W/\"1\"");
        var answer = await WriteAsync("AllergyIntolerance/hidden", HttpMethod.Put, Allergy("hidden"));

        answer.Status.Should().Be(HttpStatusCode.NotFound);
        stand.Source.Asked.Should().NotContain(a => a.Method == "PUT" && a.Path.EndsWith("/hidden", StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Labels(Fhir.Elements.Element resource) => resource["meta"].SelectMany(m => m["security"]).Select(s => s.ChildText("code"));

    private static string Allergy(string? id) => """
        {"resourceType":"AllergyIntolerance",@id"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"unconfirmed"}]},"code":{"text":"Penicillin"},"patient":{"reference":"Patient/p1"}}
        """.Replace("@id", id is null ? "" : $"\"id\":\"{id}\",", StringComparison.Ordinal);

    private Task<Data.Answer> WriteAsync(string path, HttpMethod method, string content, Action<HttpRequestMessage>? more = null) => stand.AskAsync(path, method, r =>
    {
        r.Content = new StringContent(content, Encoding.UTF8, "application/fhir+json");
        more?.Invoke(r);
    });
}
