using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Native;
using Gateway.Fhir;
using Gateway.Security;
using Gateway.Security.Tokens;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Surface;

/// <summary>
/// Every route of the host with whatever may come: it is never a failure of the gateway's own, and what is refused is told in the words of the interface, without a word of what was
/// sent. <c>GATEWAY_FUZZ_CASES</c> says how many.
/// </summary>
[Collection(NativeDemo.Name)]
public sealed class RouteFuzzTests(SharedDemo shared)
{
    private static readonly string[] s_native = ["custody", "courts", "health", "metrics", "openapi", "oauth"];

    // One who may do anything, so that requests get as far as they can.
    private static readonly DemoClient s_anyone = new("fuzz", "fuzz", "R1L", "record-keeper", ["system/*.cruds", .. NativeScopes.All], ["TREAT"]);

    [Fact]
    public void Whatever_comes_to_a_route_is_answered_in_its_own_words()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_FUZZ_CASES"), CultureInfo.InvariantCulture, out var given) ? given : 3_000;
        List<string> routes = [.. shared.Demo.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!).Distinct(), "nothing/here"];
        var seen = new Dictionary<HttpStatusCode, int>();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(FuzzedRequests.Over(routes), fuzzed =>
        {
            var answer = Answered(fuzzed);
            seen[answer.Status] = seen.GetValueOrDefault(answer.Status) + 1;
            return Faults(fuzzed, answer).Select(f => $"{f} ({(int)answer.Status} {answer.Text[..Math.Min(answer.Text.Length, 400)]}) to {fuzzed}").Should().BeEmpty() is not null;
        }));

        seen.Keys.Should().Contain([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotAcceptable]);
    }

    // FsCheck's properties are not asynchronous.
    private Answer Answered(Fuzzed fuzzed) => shared.Demo.AskAsAsync(s_anyone, fuzzed.Target, new HttpMethod(fuzzed.Method), fuzzed.Put).GetAwaiter().GetResult();

    private static IEnumerable<string> Faults(Fuzzed fuzzed, Answer answer)
    {
        // What is passed on to a source may fail there.
        var mayFail = answer.Status is HttpStatusCode.NotImplemented || (fuzzed.Path.StartsWith("sources/", StringComparison.Ordinal) && answer.Status is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout);
        if ((int)answer.Status >= 500 && !mayFail)
            yield return "it failed";
        if ((int)answer.Status < 400 || fuzzed.Method == "HEAD")
            yield break;
        if (answer.Text.Contains(FuzzedRequests.Mark, StringComparison.OrdinalIgnoreCase))
            yield return "it repeats what was sent";
        if (answer.Text.Contains("   at ", StringComparison.Ordinal) || answer.Text.Contains("Exception", StringComparison.Ordinal) || answer.Text.Contains("root:", StringComparison.Ordinal))
            yield return "it tells of the inside";
        if (answer.Status == HttpStatusCode.MethodNotAllowed && answer.Allow.Count == 0)
            yield return "it does not say what is allowed";
        if (fuzzed.Path.Split('/')[0] is "fhir" && !IsOutcome(answer))
            yield return "it is no OperationOutcome";
        if (s_native.Contains(fuzzed.Path.Split('/')[0]) && !IsProblem(answer))
            yield return "it is no problem";
    }

    private static bool IsOutcome(Answer answer) => FhirContent.Read(answer.Body) is { IsRead: true } read && read.Root.Type.Name == "OperationOutcome";

    // Tokens have errors of their own (RFC 6749, section 5.2).
    private static bool IsProblem(Answer answer) => answer.ContentType is "application/problem+xml" ? System.Xml.Linq.XDocument.Parse(answer.Text).Root is { Name: { LocalName: "problem", NamespaceName: "urn:ietf:rfc:7807" } } : answer.ContentType is "application/problem+json" or "application/json" && JsonNode.Parse(answer.Body) is JsonObject problem && (problem["title"] ?? problem["error"] ?? problem["status"]) is not null;
}
