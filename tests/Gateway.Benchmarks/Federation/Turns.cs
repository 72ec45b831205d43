using System.Diagnostics;

namespace Gateway.Benchmarks.Federation;

/// <summary>How long something took, each time that it was done.</summary>
internal sealed class Turns
{
    private readonly List<double> _milliseconds = [];

    public async Task TakeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        _milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>The time that so large a share did not exceed.</summary>
    public double At(double share) => _milliseconds.Order().ElementAt(Math.Min(_milliseconds.Count - 1, (int)(share * _milliseconds.Count)));
}
