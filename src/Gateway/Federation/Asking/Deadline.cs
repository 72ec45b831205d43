namespace Gateway.Federation.Asking;

/// <summary>The moment at which an answer leaves with what there is.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _ended;

    public Deadline(TimeSpan after, TimeProvider time) => _ended = new CancellationTokenSource(after, time);

    public CancellationToken Token => _ended.Token;

    public void Dispose() => _ended.Dispose();
}
