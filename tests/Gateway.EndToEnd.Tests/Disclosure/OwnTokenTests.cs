using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Security.Clients;
using Gateway.Security.Issuing;
using Gateway.Security.Tokens;
using Gateway.Storage.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.EndToEnd.Tests.Disclosure;

/// <summary>Clients of the demo that get their tokens by what they sign, through the whole host.</summary>
public sealed class OwnTokenTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private static readonly string s_person = $"fhir/Patient?identifier={Uri.EscapeDataString(RunningDemo.Nhs)}|";

    [Fact]
    public async Task A_client_gets_a_token_and_what_it_sees_is_what_its_demo_token_shows()
    {
        var (demo, path) = (shared.Demo, s_person + shared.Demo.People.KnownEverywhere.NhsNumber);
        using var http = new HttpClient { BaseAddress = demo.Gateway.Address };
        var token = await TokenAsync(http, demo, DemoClients.TrustClinician, "system/Patient.rs");
        var found = await demo.AskAsync(null, path, more: With(token));
        found.Status.Should().Be(HttpStatusCode.OK);
        var shown = (await demo.AskAsync(DemoClients.TrustClinician, path)).Json["entry"]!.AsArray();
        found.Json["entry"]!.AsArray().Select(e => (string?)e!["resource"]!["id"]).Should().Equal(shown.Select(e => (string?)e!["resource"]!["id"]));
        (await demo.AskAsync(null, "fhir/Observation?patient=1", more: With(token))).Status.Should().Be(HttpStatusCode.Forbidden, "the token is narrower than the client");
        (await demo.AskAsync(null, path, more: r =>
        {
            With(token)(r);
            r.Headers.Add("X-Purpose-Of-Use", "BTG");
        })).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Over_TLS_a_token_is_bound_to_the_certificate_that_the_client_is_registered_with()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var pfx = Path.Combine(Directory.CreateTempSubdirectory("gateway-tls-").FullName, "server.pfx");
        await File.WriteAllBytesAsync(pfx, certificate.Export(X509ContentType.Pfx));
        await using var demo = await RunningDemo.StartAsync(o => o with
        {
            Settings = new Dictionary<string, string?>(o.Settings)
            {
                ["Gateway:PublicAddress"] = "https://gateway.test",
                ["Security:ClientCertificates"] = "true",
                ["Kestrel:Endpoints:Tls:Url"] = "https://127.0.0.1:0",
                ["Kestrel:Endpoints:Tls:Certificate:Path"] = pfx,
            },
        });
        var table = demo.Gateway.Services.GetRequiredService<ClientTable>();
        var row = (await table.ReadAsync()).Clients.Single(c => c.Id == DemoClients.TrustClinician);
        var bound = ClientRegistration.Read(row.Content)! with { Certificate = ClientCertificate.Print(certificate) };
        await table.PutAsync(row with { Content = bound.ToJson() }, replace: true);

        using var with = Client(demo, certificate, certificate);
        using var without = Client(demo, certificate, null);
        var token = await TokenAsync(with, demo, DemoClients.TrustClinician, "system/Patient.rs", "https://gateway.test/oauth/token");
        foreach (var (http, expected) in new[] { (with, HttpStatusCode.OK), (without, HttpStatusCode.Unauthorized) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, s_person + demo.People.KnownEverywhere.NhsNumber);
            With(token)(request);
            (await http.SendAsync(request)).StatusCode.Should().Be(expected);
        }
    }

    private static Action<HttpRequestMessage> With(string token) => r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private static HttpClient Client(RunningDemo demo, X509Certificate2 server, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetRawCertData().AsSpan().SequenceEqual(server.RawData);
        handler.SslOptions.ClientCertificates = certificate is null ? [] : [certificate];
        return new HttpClient(handler) { BaseAddress = demo.Gateway.Address };
    }

    private static async Task<string> TokenAsync(HttpClient http, RunningDemo demo, string client, string scope, string? address = null)
    {
        var pem = await File.ReadAllTextAsync(demo.Gateway.KeyFiles[client]);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = scope,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = NewAssertion.Make(pem, client, address ?? $"{demo.Gateway.Address.ToString().TrimEnd('/')}/oauth/token", demo.Gateway.Now),
        });
        using var answer = await http.PostAsync("/oauth/token", form);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["access_token"]!;
    }
}
