using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>
/// What was found out about texts, so that a text that comes again costs a look: a table of fixed size, in which what came last takes the place of what it
/// collides with. May be used by many threads; what is kept is immutable.
/// </summary>
internal sealed class ByteMemo<T>
    where T : class
{
    private const int Size = 1024;
    private const int MaxKey = 512;
    private readonly Entry?[] _entries = new Entry?[Size];

    /// <param name="scope">What the text was found out for, an object that stays the same.</param>
    /// <param name="text">The text.</param>
    public T? Find(object scope, ReadOnlySpan<byte> text) =>
        _entries[Slot(scope, text)] is { } entry && ReferenceEquals(entry.Scope, scope) && text.SequenceEqual(entry.Text) ? entry.Value : null;

    /// <summary>Keeps what was found out, unless the text is long.</summary>
    public T Keep(object scope, ReadOnlySpan<byte> text, T value)
    {
        if (text.Length <= MaxKey)
            _entries[Slot(scope, text)] = new Entry(scope, text.ToArray(), value);
        return value;
    }

    private static int Slot(object scope, ReadOnlySpan<byte> text)
    {
        const ulong factor = 0x9E3779B97F4A7C15;
        var hash = ((ulong)RuntimeHelpers.GetHashCode(scope) * factor) ^ (ulong)text.Length;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * factor;
        foreach (var b in text)
            hash = (hash ^ b) * factor;
        return (int)(hash >> 54);
    }

    private sealed record Entry(object Scope, byte[] Text, T Value);
}
