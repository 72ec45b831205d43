using Gateway.Simulators.CaseSystem;

namespace Gateway.Simulators;

/// <summary>Staff who move every health request on by themselves, one step at a time.</summary>
internal sealed class AutomaticStaff : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;

    public AutomaticStaff(CaseDesk desk, TimeSpan pause, TimeProvider time) => _work = Work(desk, pause, time, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static async Task Work(CaseDesk desk, TimeSpan pause, TimeProvider time, CancellationToken end)
    {
        using var timer = new PeriodicTimer(pause, time);
        while (await timer.WaitForNextTickAsync(end))
            desk.MoveAll();
    }
}
