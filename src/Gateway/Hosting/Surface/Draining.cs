using Microsoft.Extensions.Options;

namespace Gateway.Hosting.Surface;

/// <summary>
/// The end of a node: (1) it says that it is not ready, and goes on taking requests until who distributes them has seen it; (2) the server takes no more, and requests under way end; (3) what works behind
/// them ends, and gives back what it holds.
/// </summary>
internal sealed class Draining : IHostedLifecycleService
{
    private readonly SurfaceOptions _options;
    private readonly TimeProvider _time;
    private volatile bool _isDraining;

    public Draining(IOptions<SurfaceOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        (_options, _time) = (options.Value, time);
        lifetime.ApplicationStopping.Register(() => _isDraining = true);
    }

    public bool IsDraining => _isDraining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        await Task.Delay(_options.DrainDelay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
