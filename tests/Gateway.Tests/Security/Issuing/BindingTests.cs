using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Tests.Security.Issuing;

/// <summary>Numbers 22 and 34 of the attack list: tokens that are bound to a certificate, over real TLS.</summary>
[Trait("Attack", "34")]
public sealed class BindingTests(OAuthNodes nodes) : IClassFixture<OAuthNodes>, IDisposable
{
    private readonly X509Certificate2 _server = Certificate("localhost");
    private readonly X509Certificate2 _own = Certificate("client");
    private readonly X509Certificate2 _foreign = Certificate("client");

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_bound_token_is_given_and_taken_with_its_certificate_alone(string kind)
    {
        await using var host = await HostAsync(kind);
        using var client = await OAuthNodes.ClientAsync(host, r => r with { Certificate = ClientCertificate.Print(_own) });
        foreach (var wrong in new[] { null, _foreign })
            (await AskAsync(host, client, wrong)).Status.Should().Be(HttpStatusCode.Unauthorized);
        var (status, token) = await AskAsync(host, client, _own);
        status.Should().Be(HttpStatusCode.OK);
        new JsonWebToken(token).GetPayloadValue<JsonElement>("cnf").GetProperty("x5t#S256").GetString().Should().Be(ClientCertificate.Print(_own));
        (await UseAsync(host, token!, _own)).Should().Be(HttpStatusCode.OK);
        foreach (var wrong in new[] { null, _foreign })
            (await UseAsync(host, token!, wrong)).Should().Be(HttpStatusCode.Unauthorized);
        (await UseAsync(host, token!, _own)).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_certificate_in_a_header_is_none(string kind)
    {
        await using var host = await HostAsync(kind);
        using var client = await OAuthNodes.ClientAsync(host, r => r with { Certificate = ClientCertificate.Print(_own) });
        var (_, token) = await AskAsync(host, client, _own);
        foreach (var header in new[] { "X-Client-Cert", "X-ARR-ClientCert", "X-SSL-Client-Cert", "X-Forwarded-Client-Cert", "Client-Cert" })
        {
            var pem = Convert.ToBase64String(_own.RawData);
            (await UseAsync(host, token!, null, header, pem)).Should().Be(HttpStatusCode.Unauthorized, header);
            (await AskAsync(host, client, null, header, pem)).Status.Should().Be(HttpStatusCode.Unauthorized, header);
        }
    }

    [Fact]
    public async Task A_token_that_is_not_bound_is_of_no_use_once_its_client_is()
    {
        await using var host = await HostAsync("sqlite");
        using var client = await OAuthNodes.ClientAsync(host);
        var (_, token) = await AskAsync(host, client, _own);
        (await UseAsync(host, token!, null)).Should().Be(HttpStatusCode.OK);
        await OAuthNodes.Table(host).PutAsync(TestClient.Row(client.Registration with { Certificate = ClientCertificate.Print(_own) }), replace: true);
        (await UseAsync(host, token!, _own)).Should().Be(HttpStatusCode.Unauthorized);
    }

    public void Dispose()
    {
        _server.Dispose();
        _own.Dispose();
        _foreign.Dispose();
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestIssuer.Now.AddDays(-1), TestIssuer.Now.AddYears(20));
    }

    private async Task<(HttpStatusCode Status, string? Token)> AskAsync(SmallHost host, TestClient client, X509Certificate2? certificate, string? header = null, string? value = null)
    {
        using var http = Client(host, certificate);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token") { Content = new FormUrlEncodedContent(client.Form()) };
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.TryGetProperty("access_token", out var token) ? token.GetString() : null);
    }

    private async Task<HttpStatusCode> UseAsync(SmallHost host, string token, X509Certificate2? certificate, string? header = null, string? value = null)
    {
        using var http = Client(host, certificate);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fhir/Patient/1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (header is not null)
            request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private HttpClient Client(SmallHost host, X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { UseCookies = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetRawCertData().AsSpan().SequenceEqual(_server.RawData);
        handler.SslOptions.ClientCertificates = certificate is null ? [] : [certificate];
        return new HttpClient(handler) { BaseAddress = host.Client.BaseAddress };
    }

    private async Task<SmallHost> HostAsync(string kind)
    {
        var clock = new TestClock(TestIssuer.Now);
        var (first, second) = await nodes.StartAsync(kind, clock, b => b.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureHttpsDefaults(https => ClientCertificate.Ask(https, clock));
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_server));
        }));
        await second.DisposeAsync();
        return first;
    }
}
