using System.Threading.Channels;

namespace Gateway.EndToEnd.Tests.Faults;

/// <summary>Some demos whose faults are set side by side: most of the time goes by in waiting for those that hang.</summary>
public sealed class FaultyDemos : IAsyncLifetime
{
    private const int Count = 3;
    private readonly Channel<FaultyDemo> _free = Channel.CreateUnbounded<FaultyDemo>();
    private readonly List<FaultyDemo> _all = [];

    public async Task InitializeAsync()
    {
        // One after another: each measures how long a healthy search takes it.
        for (var i = 0; i < Count; i++)
        {
            var demo = new FaultyDemo();
            _all.Add(demo);
            await demo.InitializeAsync();
            _free.Writer.TryWrite(demo);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var demo in _all)
            await demo.DisposeAsync();
    }

    /// <summary>Does something with a demo that nobody else has meanwhile.</summary>
    internal async Task<T> WithAsync<T>(Func<FaultyDemo, Task<T>> work)
    {
        var demo = await _free.Reader.ReadAsync();
        try
        {
            return await work(demo);
        }
        finally
        {
            _free.Writer.TryWrite(demo);
        }
    }
}
