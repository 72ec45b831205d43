using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gateway.Storage.Tests.Kills;

/// <summary>A node in a process of its own, and what it has said so far.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _said = new(0);

    public NodeProcess(string kind, string place, string name, ConcurrentQueue<string> acknowledged, ConcurrentQueue<string> delivered)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Gateway.Storage.Node.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, kind, place, name]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is not { } said)
                return;
            if (said.StartsWith("ack ", StringComparison.Ordinal))
                acknowledged.Enqueue(said[4..]);
            else if (said.StartsWith("deliver ", StringComparison.Ordinal))
                delivered.Enqueue(said[8..]);
            _said.Release();
        };
        _process.ErrorDataReceived += (_, line) => Errors.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>Waits until the node has said that much more.</summary>
    public async Task ProgressAsync(int lines)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        for (var i = 0; i < lines; i++)
            await _said.WaitAsync(patience.Token);
    }

    /// <summary>Ends the process as <c>kill -9</c> does, and waits until all that it said is heard.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Dispose();
        _said.Dispose();
    }
}
