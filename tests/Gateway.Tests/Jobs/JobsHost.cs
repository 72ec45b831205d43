using System.Collections.Concurrent;
using Gateway.Jobs;
using Gateway.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Jobs;

/// <summary>A node that has a ledger and its jobs, and nothing else; what it logs is kept.</summary>
internal sealed class JobsHost : IAsyncDisposable, ILoggerProvider, ILogger
{
    private readonly IHost _host;
    private readonly GatewayLedger _ledger;

    private JobsHost(LedgerOptions options, GatewayLedger ledger, IReadOnlyList<IFeedReader> feeds, Dictionary<string, string?> configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration.Select(c => KeyValuePair.Create($"Jobs:{c.Key}", c.Value)));
        builder.Logging.AddProvider(this);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(ledger).AddGatewayJobs(builder.Configuration, options);
        foreach (var feed in feeds)
            builder.Services.AddSingleton(feed);
        (_host, _ledger) = (builder.Build(), ledger);
    }

    public ConcurrentQueue<string> Logged { get; } = [];

    public static async Task<JobsHost> StartAsync(LedgerOptions options, IReadOnlyList<IFeedReader> feeds, params (string Key, string? Value)[] configuration)
    {
        var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var host = new JobsHost(options, ledger, feeds, configuration.ToDictionary(c => c.Key, c => c.Value));
        await host._host.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _ledger.DisposeAsync();
    }

    public void Dispose()
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue($"{formatter(state, exception)} {exception}");
}
