using System.Net;
using System.Text;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Writing;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>What answers say of themselves in their headers, and what is made of the headers of requests (RFC 9110; http://hl7.org/fhir/R4/http.html).</summary>
[Collection(KeptDemos.Name)]
public sealed class AnswerHeaderTests(AccessDemos demos)
{
    private const string Patient = """{"resourceType":"Patient","active":true}""";

    [Theory]
    [InlineData("health/live", null)]
    [InlineData("health/ready", null)]
    [InlineData("health/sources", DemoClients.Administrator)]
    [InlineData("metrics", null)]
    [InlineData("openapi", null)]
    [InlineData("openapi/gateway.json", null)]
    [InlineData("oauth/jwks", null)]
    [InlineData("fhir/.well-known/smart-configuration", null)]
    [InlineData("fhir/metadata", null)]
    [InlineData("fhir/metadata/", DemoClients.RecordKeeper)]
    [InlineData("custody/health-requests/none", DemoClients.CustodySystem)]
    [InlineData("custody/records/none", DemoClients.CustodySystem)]
    public async Task What_is_read_has_a_head(string path, string? client)
    {
        var demo = await demos.OnAsync("sqlite");
        var (read, head) = (await demo.AskAsync(client, path), await demo.AskAsync(client, path, HttpMethod.Head));
        (head.Status, head.ContentType, head.Body.Length).Should().Be((read.Status, read.ContentType, 0));
        head.Status.Should().Be(path.EndsWith("none", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("fhir/metadata", 200)]
    [InlineData("fhir/Patient?identifier=none|none", 200)]
    [InlineData("fhir/Patient/none", 404)]
    public async Task Answers_vary_by_what_is_accepted(string path, int status)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsync(DemoClients.RecordKeeper, path);
        ((int)answer.Status, answer.Headers.Vary.Contains("Accept")).Should().Be((status, true));
    }

    [Theory]
    [InlineData("application/fhir+json; fhirVersion=4.0", 200)]
    [InlineData("application/fhir+json; fhirVersion=\"4.0\"", 200)]
    [InlineData("application/fhir+json; fhirVersion=3.0", 406)]
    [InlineData("application/fhir+xml; fhirVersion=5.0", 406)]
    [InlineData("application/fhir+json; fhirVersion=3.0, application/fhir+xml", 200)]
    public async Task Another_version_of_FHIR_is_not_given(string accept, int status) =>
        ((int)(await (await demos.OnAsync("sqlite")).AskAsync(DemoClients.RecordKeeper, "fhir/metadata", more: r => r.Headers.TryAddWithoutValidation("Accept", accept))).Status).Should().Be(status);

    [Theory]
    [InlineData(Patient, "application/fhir+json; fhirVersion=4.0; charset=UTF-8", 201)]
    [InlineData(Patient, "application/fhir+json; fhirVersion=5.0", 415)]
    [InlineData(Patient, "application/fhir+json; charset=iso-8859-1", 415)]
    [InlineData(Patient, "application/fhir+xml", 400)]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>", "application/json", 400)]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"><active value=\"true\"/></Patient>", "application/xml", 201)]
    public async Task Content_is_what_its_type_says(string content, string type, int status)
    {
        var demo = await demos.OnAsync("sqlite");
        foreach (var path in (string[])["fhir/Patient", "fhir/Patient/$validate"])
        {
            var answer = await demo.AskAsync(DemoClients.RecordKeeper, path, HttpMethod.Post, r => r.Bring(Encoding.UTF8.GetBytes(content), type));
            ((int)answer.Status).Should().Be(status == 201 && path.EndsWith("$validate", StringComparison.Ordinal) ? 200 : status, answer.Text);
        }
    }

    [Fact]
    public async Task The_CapabilityStatement_is_not_sent_to_who_has_it_and_given_in_parts()
    {
        var demo = await demos.OnAsync("sqlite");
        var whole = await demo.AskAsync(null, "fhir/metadata");
        var known = await demo.AskAsync(null, "fhir/metadata", more: r => r.Headers.TryAddWithoutValidation("If-None-Match", whole.Headers.ETag!.ToString()));
        var changed = await demo.AskAsync(null, "fhir/metadata", more: r => r.Headers.TryAddWithoutValidation("If-None-Match", "W/\"another\""));
        var part = await demo.AskAsync(null, "fhir/metadata?_elements=software", more: r => r.Headers.TryAddWithoutValidation("If-None-Match", whole.Headers.ETag!.ToString()));
        var summary = await demo.AskAsync(null, "fhir/metadata?_summary=true");

        (known.Status, known.Body.Length, changed.Status, changed.Text).Should().Be((HttpStatusCode.NotModified, 0, HttpStatusCode.OK, whole.Text));
        (part.Status, part.Headers.ETag, part.Resource["rest"].Any(), part.Resource["software"].Any()).Should().Be((HttpStatusCode.OK, null, false, true));
        summary.Body.Length.Should().BeLessThan(whole.Body.Length);
        (await demo.AskAsync(null, "fhir/metadata?_summary=nonsense")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_refusal_for_the_scopes_says_so()
    {
        var demo = await demos.OnAsync("sqlite");
        var refused = await demo.AskAsync(DemoClients.TrustClinician, "fhir/Patient", HttpMethod.Post, r => r.Bring(Encoding.UTF8.GetBytes(Patient), Keeper.Fhir));
        (refused.Status, refused.Headers.WwwAuthenticate.ToString()).Should().Be((HttpStatusCode.Forbidden, "Bearer realm=\"gateway\", error=\"insufficient_scope\""), refused.Text);
    }

    [Fact]
    public async Task What_a_conditional_create_finds_says_when_it_was_changed_and_a_condition_says_something()
    {
        var demo = await demos.OnAsync("sqlite");
        const string Known = """{"resourceType":"Patient","identifier":[{"system":"urn:kept","value":"found"}]}""";
        async Task<Answer> CreateAsync(string condition) => await demo.AskAsync(DemoClients.RecordKeeper, "fhir/Patient", HttpMethod.Post, r =>
        {
            r.Bring(Encoding.UTF8.GetBytes(Known), Keeper.Fhir);
            r.Headers.TryAddWithoutValidation("If-None-Exist", condition);
        });

        var (made, found, empty) = (await CreateAsync("identifier=urn:kept|found"), await CreateAsync("identifier=urn:kept|found"), await CreateAsync(""));
        (made.Status, found.Status, empty.Status).Should().Be((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.BadRequest), empty.Text);
        found.Modified.Should().Be(made.Modified).And.NotBeNull();
    }

    [Theory]
    [InlineData("PUT", "Patient/no_id", 400)]
    [InlineData("PUT", "Patient/$match", 405)]
    [InlineData("PUT", "Nothing/no_id", 404)]
    [InlineData("GET", "Patient/no_id", 404)]
    public async Task An_update_of_what_can_be_no_id_is_told_so(string method, string path, int status)
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.AskAsync(DemoClients.RecordKeeper, $"fhir/{path}", new HttpMethod(method), r => r.Bring(Encoding.UTF8.GetBytes(Patient), Keeper.Fhir));
        ((int)answer.Status).Should().Be(status, answer.Text);
    }
}
