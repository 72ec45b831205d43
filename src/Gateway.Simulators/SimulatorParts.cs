using Gateway.Simulators.CaseSystem;
using Gateway.Simulators.Community;
using Gateway.Simulators.Courts;
using Gateway.Simulators.Custody;
using Gateway.Simulators.Faults;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Gateway.Simulators.Trust;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Gateway.Simulators;

/// <summary>What the five systems are made of, and what they share.</summary>
internal sealed class SimulatorParts(SimulatorOptions options, Population population) : IDisposable
{
    private readonly GatewayConnection _custodyGateway = new();
    private readonly GatewayConnection _communityGateway = new();
    private readonly GatewayConnection _courtsGateway = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(100) };

    public Population Population => population;

    public SimulatorCredentials Credentials { get; } = new();

    public SimulatorFaults Faults { get; } = new();

    public TrustTls? Tls { get; } = options.UseTls ? TrustTls.Make() : null;

    public CaseStore Cases { get; } = new(CaseSeed.Records(population), options.Time);

    public CaseDesk Desk => new(Cases, population, options.Time);

    public HttpsConnectionAdapterOptions? TrustHttps => Tls is null ? null : new HttpsConnectionAdapterOptions
    {
        ServerCertificate = Tls.Server,
        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
        ClientCertificateValidation = (certificate, _, _) => Tls.Issued(certificate),
    };

    public CaseSystemSimulator CaseSystem() =>
        new(Cases, new TokenDesk(Credentials.CaseSystemClientId, Credentials.CaseSystemSecret, options.TokenLife, options.Time), Desk, options.Time);

    public CustodySimulator Custody() => new(new CustodyBook(population), new ApiKey(Credentials.CustodyApiKey), Pusher(_custodyGateway, Faults.Custody), options.Time);

    public TrustSimulator Trust()
    {
        var resources = new R4Store(population.People.Where(p => p.InTrust is not null).SelectMany(R4Seed.Resources).Concat(R4Seed.Definitions), population.Today, options.Time);
        var tokens = new TokenDesk(Credentials.TrustClientId, Credentials.TrustSecret, options.TokenLife, options.Time);
        return new TrustSimulator(new GpConnect(population, options.Records), resources, tokens, options.Time);
    }

    public CommunitySimulator Community() => new(population, new ApiKey(Credentials.CommunityApiKey), new CommunityReader(_communityGateway, _http, population.Area.Community), options.Time);

    public CourtsSimulator Courts() => new(population, Pusher(_courtsGateway, Faults.Courts), options.Time);

    public void Connect(Uri? gateway, GatewayTokens tokens)
    {
        _custodyGateway.Set(gateway, tokens.Custody);
        _communityGateway.Set(gateway, tokens.Community);
        _courtsGateway.Set(gateway, tokens.Courts);
    }

    public void Dispose()
    {
        _http.Dispose();
        Tls?.Dispose();
    }

    private Pusher Pusher(GatewayConnection gateway, FaultSwitch faults) => new(gateway, faults, _http, options.NewId, options.Time);
}
