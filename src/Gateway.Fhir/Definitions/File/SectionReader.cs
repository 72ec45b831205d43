using System.Text;

namespace Gateway.Fhir.Definitions.File;

/// <summary>
/// Reads one section. A text becomes a string when it is first read, and is the same string from then on. Bytes that are no section
/// give an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class SectionReader
{
    private readonly byte[] _bytes;
    private readonly int[] _textStarts;
    private readonly string?[] _texts;
    private readonly int _records;
    private int _position;

    public SectionReader(byte[] bytes)
    {
        _bytes = bytes;
        var count = Count();
        _textStarts = new int[count];
        _texts = new string?[count];
        for (var i = 0; i < count; i++)
        {
            _textStarts[i] = _position;
            var length = Count();
            _position += length;
        }

        _records = _position;
    }

    /// <summary>The offset from the start of the records; settable, to read records out of order.</summary>
    public int Position
    {
        get => _position - _records;
        set => _position = value + _records;
    }

    public int Number()
    {
        int value = 0, shift = 0;
        byte next;
        do
        {
            if ((uint)_position >= (uint)_bytes.Length || shift > 28)
                throw Damaged();
            next = _bytes[_position++];
            value |= (next & 0x7F) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        return value;
    }

    public string Text()
    {
        var number = Number();
        if ((uint)number >= (uint)_texts.Length)
            throw Damaged();
        if (_texts[number] is { } known)
            return known;
        var back = _position;
        _position = _textStarts[number];
        var length = Number();
        var text = Encoding.UTF8.GetString(_bytes, _position, length);
        _position = back;
        return _texts[number] = text;
    }

    public T[] List<T>(Func<T> read)
    {
        var count = Count();
        if (count == 0)
            return [];
        var items = new T[count];
        for (var i = 0; i < items.Length; i++)
            items[i] = read();
        return items;
    }

    // A length or the number of items, each of which takes at least one byte.
    private int Count()
    {
        var count = Number();
        return count >= 0 && count <= _bytes.Length - _position ? count : throw Damaged();
    }

    public static InvalidDataException Damaged() => new("The file of definitions is damaged.");
}
