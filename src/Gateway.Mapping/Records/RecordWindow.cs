using System.Text;

namespace Gateway.Mapping.Records;

/// <summary>The part of a content that is being read: all of it, or as much of a stream as was asked for. Knows the line and column of its start.</summary>
internal sealed class RecordWindow
{
    private const int Chunk = 64 * 1024;
    private readonly Stream? _stream;
    private readonly int _limit;
    private byte[] _bytes;
    private int _start;
    private int _end;

    public RecordWindow(byte[] content)
    {
        (_bytes, _end, _limit) = (content, content.Length, int.MaxValue);
        IsLast = true;
    }

    /// <param name="stream">Read as needed.</param>
    /// <param name="limit">The most bytes to hold; a window so long grows no more.</param>
    public RecordWindow(Stream stream, int limit)
    {
        (_stream, _limit) = (stream, limit);
        _bytes = new byte[Math.Min(Chunk, limit)];
    }

    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    public int Line { get; private set; } = 1;

    public int Column { get; private set; } = 1;

    /// <summary>True when nothing comes after <see cref="Rest"/>.</summary>
    public bool IsLast { get; private set; }

    /// <summary>True when the window holds as much as it may and still not all.</summary>
    public bool IsFull => !IsLast && Rest.Length >= _limit;

    /// <summary>Takes more of the stream in; false at its end, or when the window is full.</summary>
    public bool Fill()
    {
        if (IsLast || IsFull)
            return false;
        if (_end == _bytes.Length)
            MakeRoom();
        var count = _stream!.Read(_bytes, _end, _bytes.Length - _end);
        _end += count;
        IsLast = count == 0;
        return count > 0;
    }

    /// <summary>Takes in as much again as the window holds, so that looking at it anew each time costs no more than twice its length.</summary>
    public bool Double()
    {
        var due = Math.Min((long)_limit, (long)Rest.Length * 2);
        var hasGrown = Fill();
        while (Rest.Length < due && Fill())
        {
        }

        return hasGrown;
    }

    /// <summary>Moves the start of the window on.</summary>
    public void Advance(int count)
    {
        var passed = _bytes.AsSpan(_start, count);
        _start += count;
        var last = passed.LastIndexOf((byte)'\n');
        if (last >= 0)
        {
            Line += passed.Count((byte)'\n');
            Column = 1;
            passed = passed[(last + 1)..];
        }

        Column += CodePoints(passed);
    }

    /// <summary>The first byte that is no white space, which is where the window then starts; -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            var space = Rest.IndexOfAnyExcept(" \t\r\n"u8);
            Advance(space < 0 ? Rest.Length : space);
            if (space >= 0)
                return Rest[0];
            if (!Fill())
                return -1;
        }
    }

    /// <summary>Passes over a byte order mark, which has no column.</summary>
    public void SkipMark()
    {
        while (Rest.Length < 3 && Fill())
        {
        }

        if (Rest.StartsWith("\uFEFF"u8))
            _start += 3;
    }

    /// <summary>All that is left, as a stream.</summary>
    public Stream ToStream() => new WindowStream(this);

    private void MakeRoom()
    {
        var rest = Rest;
        var larger = rest.Length > _bytes.Length / 2 ? new byte[(int)Math.Min((long)_bytes.Length * 2, Math.Max(_limit, _bytes.Length))] : _bytes;
        rest.CopyTo(larger);
        (_bytes, _end, _start) = (larger, rest.Length, 0);
    }

    private static int CodePoints(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
            return text.Length;
        var count = 0;
        foreach (var b in text)
            if ((b & 0xC0) != 0x80)
                count++;
        return count;
    }

    private sealed class WindowStream(RecordWindow window) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            if (window.Rest.IsEmpty)
                window.Fill();
            var count = Math.Min(buffer.Length, window.Rest.Length);
            window.Rest[..count].CopyTo(buffer);
            window._start += count;
            return count;
        }
    }
}
