using System.Net;
using System.Text;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>Preconditions of changes that a source takes through the gateway.</summary>
public sealed class SourcePreconditionTests
{
    private static readonly DemoClient s_writer = new("asking-writer", "asking-writer", "R1L", "trust-clinician", ["system/*.cruds"], ["TREAT"]);

    [Fact]
    public async Task What_a_source_takes_is_changed_where_the_preconditions_hold_of_what_it_has()
    {
        var settings = RunningDemo.Patient();
        (settings["Sources:trust:Trust:R4"], settings["Sources:trust:Trust:GpConnect"], settings["Sources:trust:Writes:0"]) = ("true", "false", "AllergyIntolerance");
        await using var demo = await RunningDemo.StartAsync(o => o with { Settings = settings });
        var patient = (await demo.SearchAsync($"Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.TrustOnly.NhsNumber!)}")).Found.Of("Patient").Single().ChildText("id")!;
        var made = await SendAsync(HttpMethod.Post, "AllergyIntolerance", """
            {"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"unconfirmed"}]},"code":{"text":"Ivy"},"patient":{"reference":"Patient/@"}}
            """.Replace("@", patient, StringComparison.Ordinal));
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        var (address, tag) = ($"AllergyIntolerance/{made.Json["id"]}", made.Headers.ETag!.ToString());

        foreach (var (header, value) in ((string, string)[])[("If-None-Match", "*"), ("If-None-Match", tag), ("If-Match", ""), ("If-Match", "W/\"none\""), ("If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")])
            (await SendAsync(HttpMethod.Put, address, made.Text, header, value)).Status.Should().Be(HttpStatusCode.PreconditionFailed, header + value);
        (await SendAsync(HttpMethod.Post, "AllergyIntolerance", made.Text, "If-Match", tag)).Status.Should().Be(HttpStatusCode.PreconditionFailed);
        var kept = await SendAsync(HttpMethod.Get, address, null);
        $"W/\"{kept.Json["meta"]!["versionId"]}\"".Should().Be(tag, "nothing of it was done");
        var changed = await SendAsync(HttpMethod.Put, address, made.Text.Replace("Ivy", "Poison ivy", StringComparison.Ordinal), "If-None-Match", "W/\"none\"");
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        changed.Headers.ETag!.ToString().Should().NotBe(tag);

        Task<Answer> SendAsync(HttpMethod method, string path, string? content, string? header = null, string? value = null) => demo.AskAsAsync(s_writer, $"fhir/{path}", method, r =>
        {
            if (content is not null)
                r.Bring(Encoding.UTF8.GetBytes(content), Keeper.Fhir);
            if (header is not null)
                r.Headers.TryAddWithoutValidation(header, value);
        });
    }
}
