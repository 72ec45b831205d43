using System.Buffers;

namespace Gateway.Sources.Interfaces;

/// <summary>Content of a source on its way to a caller, its inner addresses replaced; it breaks off where there is more than may be passed on.</summary>
public sealed class RewritingStream(Stream inner, AddressRewriter? rewriter, long most) : Stream
{
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private readonly ArrayBufferWriter<byte> _output = new(32 * 1024);
    private int _kept;
    private int _given;
    private long _read;
    private bool _isEnded;
    private bool _isDisposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _output.WrittenCount && !_isEnded)
            await FillAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Min(buffer.Length, _output.WrittenCount - _given);
        _output.WrittenMemory.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            inner.Dispose();
            ArrayPool<byte>.Shared.Return(_input);
        }

        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        _output.ResetWrittenCount();
        _given = 0;
        var count = await inner.ReadAsync(_input.AsMemory(_kept), cancellation).ConfigureAwait(false);
        _isEnded = count == 0;
        if ((_read += count) > most)
            throw new IOException("The content is longer than may be passed on.");
        var piece = _input.AsSpan(0, _kept + count);
        var done = piece.Length;
        if (rewriter is null)
            _output.Write(piece);
        else
            done = rewriter.Piece(piece, _output, _isEnded);
        _kept = piece.Length - done;
        piece[done..].CopyTo(_input);
    }
}
