using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>How often a second some work is done on one thread, as the peers' scripts measure it: some rounds of three seconds, of which the last counts.</summary>
internal static class WorkRate
{
    private static readonly TimeSpan s_each = TimeSpan.FromSeconds(3);

    public static double Of(Action work, int rounds)
    {
        double rate = 0;
        for (var round = 0; round < rounds; round++)
        {
            var count = 0;
            var watch = Stopwatch.StartNew();
            for (; watch.Elapsed < s_each; count += 100)
                for (var i = 0; i < 100; i++)
                    work();
            rate = count / watch.Elapsed.TotalSeconds;
        }

        return rate;
    }
}
