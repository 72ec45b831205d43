using System.Diagnostics;

namespace Gateway.EndToEnd.Tests.Data;

/// <summary>Waits for what is to happen, however slow the machine is. The limit means "never".</summary>
internal static class Patience
{
    public static readonly TimeSpan Never = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until it is so, and gives what was seen last.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (isSo(seen) || Stopwatch.GetElapsedTime(started) > Never)
                return seen;
            await Task.Delay(s_glance);
        }
    }
}
