using Npgsql;

namespace Gateway.Storage.Database;

/// <summary>Hears what nodes notify each other of, on a connection of its own, which it opens again when it breaks.</summary>
internal sealed class PostgresListener(NpgsqlDataSource source, string channel, WakeSignal signal) : IAsyncDisposable
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _starting = new();
    private Task? _loop;

    /// <summary>Listens from now on; the task ends when it first does.</summary>
    public Task StartAsync()
    {
        lock (_starting)
            _loop ??= Task.Run(RunAsync);
        return _listens.Task;
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
            {
                // Who cannot listen tries again; those who wait look for themselves meanwhile.
                await Task.Delay(s_retry, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = await source.OpenConnectionAsync(_stop.Token);
        await using var command = new NpgsqlCommand($"listen {channel}", connection);
        await command.ExecuteNonQueryAsync(_stop.Token);

        // What was told before was not heard here, unless this is the first time.
        if (!_listens.TrySetResult())
            signal.Set();
        while (true)
        {
            await connection.WaitAsync(_stop.Token);
            signal.Set();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is { } loop)
            await loop;
        _stop.Dispose();
    }
}
