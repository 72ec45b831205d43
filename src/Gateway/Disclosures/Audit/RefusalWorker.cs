namespace Gateway.Disclosures.Audit;

/// <summary>Writes down once a minute, and when the host ends, how often whom was turned away.</summary>
internal sealed class RefusalWorker(RefusalTrail trail, TimeProvider time, ILogger<RefusalWorker> log) : TrailWorker(time, Every, log)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // What was counted in memory is written though the host ends.
    protected override Task WriteAsync(CancellationToken cancellation) => trail.WriteAsync(CancellationToken.None);
}
