using System.Net.Http.Headers;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Hosting;
using Gateway.Security;
using Gateway.Security.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Gateway.EndToEnd.Tests.Proxy;

/// <summary>A gateway before a stand-in of the trust's FHIR server, whose answers the tests write; the other systems are away.</summary>
public sealed class ProxyStand : IAsyncLifetime, IDisposable
{
    internal const string Fhir = "sources/trust/fhir";
    private static readonly Uri s_nowhere = new("http://127.0.0.1:9/");
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-proxy-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = Patience.Never };
    private DemoIssuer _issuer = null!;
    private WebApplication _app = null!;

    internal StandInServer Source { get; private set; } = null!;

    /// <summary>Somebody who looks after a source's records, and may write there.</summary>
    internal static DemoClient Reader { get; } = new("reader", "reader", "R1L", "trust-clinician", ["system/*.cruds", NativeScopes.OfSource("trust")], ["TREAT"]);

    /// <summary>Settings beside those that all stands have.</summary>
    internal Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>The gateway itself.</summary>
    internal WebApplication App => _app;

    public async Task InitializeAsync()
    {
        Source = await StandInServer.StartAsync();
        _issuer = DemoIssuer.Open(_data, TimeProvider.System);
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Area"] = "essex",
            ["Gateway:Data"] = _data,
            ["Gateway:PublicAddress"] = "https://gateway.test",
            ["Surface:DrainDelay"] = "00:00:00",
            ["Sources:trust:Fhir:Writes:0"] = "AllergyIntolerance",
            ["Sources:trust:Fhir:Deletes:0"] = "AllergyIntolerance",
            ["Sources:trust:Fhir:KnownAs:0"] = "https://trust-fhir.inner.example:8443/fhir/r4",
            ["Sources:trust:Fhir:MaxPassed"] = "100000",
            ["Sources:trust:Limits:Timeout"] = "00:00:30",
            ["Sources:trust:Limits:AttemptTimeout"] = "00:00:30",
            ["Sources:trust:Limits:BreakerCalls"] = "100000",
            ["Sources:trust:Limits:Retries"] = "0",
            ["urls"] = "http://127.0.0.1:0",
        };
        foreach (var (name, value) in Settings)
            settings[name] = value;
        _app = await GatewayHost.BuildAsync([], new DemoSetup(_issuer, source =>
        {
            (source.Address, source.Credentials.Secret, source.Credentials.SecretFile) = (source.Name == "trust" ? Source.Address : s_nowhere, "secret", null);
        }, settings)
        { Logging = log => log.ClearProviders() });
        await _app.StartAsync();
        Person("p1", "9991000003");
    }

    public void Dispose() => _http.Dispose();

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Source.DisposeAsync();
        _issuer.Dispose();
        Directory.Delete(_data, true);
    }

    /// <summary>A Patient of the source whose number is verified.</summary>
    internal void Person(string id, string number) => Source.Give($"/r4/Patient/{id}", Patient(id, number), more: r => r.Headers.ETag = "W/\"3\"");

    internal static string Patient(string id, string number) => $$$$"""
        {"resourceType":"Patient","id":"{{{{id}}}}","identifier":[{"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland","code":"01"}]}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{{number}}}}"}],"name":[{"family":"Brackley"}]}
        """;

    internal static string Condition(string id, string subject = "Patient/p1", string code = "hay-fever") =>
        $$$$"""{"resourceType":"Condition","id":"{{{{id}}}}","code":{"coding":[{"system":"http://example.org/codes","code":"{{{{code}}}}"}]},"subject":{"reference":"{{{{subject}}}}"}}""";

    internal static string Searchset(IEnumerable<string> resources, string? next = null) => """{"resourceType":"Bundle","type":"searchset"@links,"entry":[@entries]}"""
        .Replace("@links", next is null ? "" : ""","link":[{"relation":"next","url":"@next"}]""".Replace("@next", next, StringComparison.Ordinal), StringComparison.Ordinal)
        .Replace("@entries", string.Join(',', resources.Select(r => """{"fullUrl":"@inner/r4/x","resource":@resource,"search":{"mode":"match"}}""".Replace("@resource", r, StringComparison.Ordinal))), StringComparison.Ordinal);

    /// <summary>A request to the interface, or to another address of the gateway where the path begins with a slash.</summary>
    internal async Task<Answer> AskAsync(string path, HttpMethod? method = null, Action<HttpRequestMessage>? more = null, DemoClient? client = null)
    {
        using var response = await SendAsync(path, method, more, client);
        return await Answer.OfAsync(response);
    }

    internal async Task<HttpResponseMessage> SendAsync(string path, HttpMethod? method = null, Action<HttpRequestMessage>? more = null, DemoClient? client = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(new Uri(_app.Urls.First()), path.StartsWith('/') ? path : $"/{Fhir}/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Issue(client ?? Reader));
        more?.Invoke(request);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
