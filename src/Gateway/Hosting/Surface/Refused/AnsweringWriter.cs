using System.Buffers;
using System.IO.Pipelines;

namespace Gateway.Hosting.Surface.Refused;

/// <summary>Writes what it is given, until there is an answer to be sent instead: that is sent once, and what is written from then on goes nowhere.</summary>
internal sealed class AnsweringWriter(PipeWriter inner) : PipeWriter
{
    private byte[]? _answer;
    private byte[]? _nowhere;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public void AnswerWith(byte[] answer) => (_answer, _nowhere) = (answer, []);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _nowhere is null ? inner.GetMemory(sizeHint) : Nowhere(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _nowhere is null ? inner.GetSpan(sizeHint) : Nowhere(sizeHint);

    public override void Advance(int bytes)
    {
        if (_nowhere is null)
            inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_answer is { } answer)
        {
            _answer = null;
            inner.Write(answer);
        }

        return inner.FlushAsync(cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _nowhere is null ? inner.WriteAsync(source, cancellationToken) : FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private byte[] Nowhere(int sizeHint)
    {
        if (_nowhere!.Length < Math.Max(1, sizeHint))
            _nowhere = new byte[Math.Max(sizeHint, 4096)];
        return _nowhere;
    }
}
