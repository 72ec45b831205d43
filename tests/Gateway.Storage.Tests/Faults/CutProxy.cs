using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Storage.Tests.Faults;

/// <summary>Stands between a node and PostgreSQL, and cuts the connection that says a word: before the server hears it, after it has answered, or so that the server hears it late.</summary>
internal sealed class CutProxy : IAsyncDisposable
{
    private static readonly TimeSpan s_shortly = TimeSpan.FromMilliseconds(300);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly int _server;
    private readonly Task _loop;
    private volatile Cut? _next;
    private volatile Late? _late;

    public CutProxy(int server)
    {
        _server = server;
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts the next connection on which the client says that word.</summary>
    public void CutAt(string word, bool isAnswered) => _next = new Cut(Encoding.ASCII.GetBytes(word), isAnswered);

    /// <summary>Cuts the next connection on which the client says that word, and lets the server hear it when the client says another on another connection, shortly before that.</summary>
    public void CutUntil(string word, string other) => _next = new Cut(Encoding.ASCII.GetBytes(word), false, Encoding.ASCII.GetBytes(other));

    /// <summary>Cuts all connections and takes no more: what stood behind it is gone.</summary>
    public async Task CutAllAsync()
    {
        _listener.Stop();
        await _gone.CancelAsync();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token).AsTask().ContinueWith(t => t.IsCompletedSuccessfully ? t.Result : null, TaskScheduler.Default);
            if (client is null)
                return;
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(IPAddress.Loopback, _server);
        var cut = new TaskCompletionSource();
        var (up, down) = (PumpUpAsync(near.GetStream(), far.GetStream(), cut), PumpDownAsync(far.GetStream(), near.GetStream(), cut.Task));
        await Task.WhenAny(up, down, Task.Delay(Timeout.Infinite, _gone.Token));
        if (cut.Task.IsCanceled)
            await Task.WhenAny(down, Task.Delay(Timeout.Infinite, _gone.Token));
    }

    private async Task PumpUpAsync(NetworkStream from, NetworkStream to, TaskCompletionSource cut)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            if (_next is { } next && buffer.AsSpan(0, read).IndexOf(next.Word) >= 0)
            {
                _next = null;
                if (next.Other is { } other)
                {
                    from.Close();
                    await (_late = new Late(other, new())).Heard.Task;
                    await to.WriteAsync(buffer.AsMemory(0, read));
                    cut.SetCanceled();
                    return;
                }

                if (!next.IsAnswered)
                    return;
                cut.SetResult();
            }

            if (_late is { } late && buffer.AsSpan(0, read).IndexOf(late.Word) >= 0)
            {
                _late = null;
                late.Heard.SetResult();
                await Task.Delay(s_shortly);
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    // After the cut the server's answer is awaited, and not passed on.
    private static async Task PumpDownAsync(NetworkStream from, NetworkStream to, Task cut)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0 && !cut.IsCompleted;)
            await to.WriteAsync(buffer.AsMemory(0, read));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
        _gone.Dispose();
    }

    /// <param name="Word">At what.</param>
    /// <param name="IsAnswered">True to let the server answer first.</param>
    /// <param name="Other">When the server is to hear it; null for never, or at once.</param>
    private sealed record Cut(byte[] Word, bool IsAnswered, byte[]? Other = null);

    private sealed record Late(byte[] Word, TaskCompletionSource Heard);
}
