using Gateway.Areas;
using Gateway.Hosting;
using Gateway.Security.Tokens;
using Gateway.Simulators;
using Gateway.Sources;
using Gateway.Storage.Clients;

namespace Gateway.Demo;

/// <summary>The gateway together with the simulated outside systems of an area, on the loopback address, with an issuer and tokens of its own.</summary>
internal sealed class DemoGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DemoIssuer _issuer;
    private readonly DemoOptions _options;

    private readonly RunningSimulators? _systems;

    private DemoGateway(WebApplication app, RunningSimulators? systems, DemoIssuer issuer, IReadOnlyDictionary<string, string> tokenFiles, DemoOptions options)
    {
        (_app, _systems, _issuer, TokenFiles, _options) = (app, systems, issuer, tokenFiles, options);
        Address = new Uri(app.Urls.First());
    }

    /// <summary>The outside systems, where the area has any.</summary>
    public RunningSimulators Systems => _systems ?? throw new InvalidOperationException("The area has no outside systems.");

    /// <summary>False in an area that is a store alone.</summary>
    public bool HasSystems => _systems is not null;

    /// <summary>Where the gateway answers.</summary>
    public Uri Address { get; }

    /// <summary>The file of each client's token.</summary>
    public IReadOnlyDictionary<string, string> TokenFiles { get; }

    /// <summary>The file of each client's private key, with which it gets tokens by itself.</summary>
    public IReadOnlyDictionary<string, string> KeyFiles { get; private init; } = new Dictionary<string, string>();

    /// <summary>Whether staff take health requests up by themselves.</summary>
    public bool IsAutomatic => _options.IsAutomatic;

    /// <summary>The moment in the demo.</summary>
    public DateTimeOffset Now => _options.Time.GetUtcNow();

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the systems, then the gateway, then tells the systems where it is.</summary>
    public static async Task<DemoGateway> StartAsync(DemoOptions options, CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.Data);
        var systems = Area.Load(options.Area).Sources.Count == 0 ? null : await SimulatorHost.StartAsync(new SimulatorOptions { Area = options.Area, People = options.People, Automatic = options.IsAutomatic, AutomaticPause = options.AutomaticPause, Records = options.Records, Time = options.Time }, cancellation);
        try
        {
            var issuer = DemoIssuer.Open(options.Data, options.Time);
            var app = await GatewayHost.BuildAsync([], new DemoSetup(issuer, source => Adjust(source, systems!), Settings(options)) { Logging = options.Logging }, options.Time, cancellation);
            var clients = DemoClients.Of(Organizations(app.Services.GetRequiredService<LoadedArea>().Area));
            var keys = await DemoRegister.FillAsync(app.Services.GetRequiredService<ClientTable>(), options.Data, clients, cancellation);
            await app.StartAsync(cancellation);
            var files = issuer.WriteTokens(clients);
            var gateway = new DemoGateway(app, systems, issuer, files, options) { KeyFiles = keys };
            systems?.ConnectTo(gateway.Address, new GatewayTokens { Custody = gateway.Token(DemoClients.CustodySystem), Community = gateway.Token(DemoClients.CommunityProvider), Courts = gateway.Token(DemoClients.Courts) });
            return gateway;
        }
        catch
        {
            if (systems is not null)
                await systems.DisposeAsync();
            throw;
        }
    }

    /// <summary>The token of a client.</summary>
    public string Token(string client) => File.ReadAllText(TokenFiles[client]);

    /// <summary>A token for whoever else may take part.</summary>
    public string Issue(DemoClient client) => _issuer.Issue(client);

    /// <summary>Waits until somebody ends it.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_systems is not null)
            await _systems.DisposeAsync();
        _issuer.Dispose();
    }

    private static Dictionary<string, string?> Settings(DemoOptions options)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Area"] = options.Area,
            ["Gateway:Data"] = options.Data,
            ["Gateway:Postgres"] = options.Postgres,
            ["Requests:FeedEvery"] = "00:00:01",
            ["Surface:DrainDelay"] = "00:00:00",
            ["urls"] = $"http://127.0.0.1:{options.Port}",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        if (options.KeyFile is not null)
            settings["Gateway:KeyFile"] = options.KeyFile;
        return settings;
    }

    private static void Adjust(SourceOptions source, RunningSimulators systems)
    {
        var known = systems.Credentials;
        (source.Address, source.Credentials.Secret) = source.Kind switch
        {
            "case-system" => (systems.CaseSystem, known.CaseSystemSecret),
            "custody" => (systems.Custody, known.CustodyApiKey),
            "trust" => (systems.Trust, known.TrustSecret),
            "community" => (systems.Community, known.CommunityApiKey),
            "courts" => (systems.Courts, null),
            _ => (source.Address, source.Credentials.Secret),
        };
        source.Credentials.SecretFile = null;
    }

    private static DemoOrganizations Organizations(Area area) => new(Organization(area, "trust"), Organization(area, "case-service")!,
        area.Forces is [var force, ..] ? force.Code : null, Organization(area, "community"), area.Courts is [var court, ..] ? court.Code : null);

    private static string? Organization(Area area, string kind) => area.Organizations.FirstOrDefault(o => o.Kind == kind)?.Ods;
}
