using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gateway.Access;

/// <summary>Finds values by UTF-8 text, as it lies in content, without making a string of it.</summary>
internal sealed class Utf8Table<T>
{
    private readonly Dictionary<byte[], T> _values = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public Utf8Table() => _lookup = _values.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _values.Count;

    public T this[string key]
    {
        set => _values[Encoding.UTF8.GetBytes(key)] = value;
    }

    public bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out T value) => _lookup.TryGetValue(key, out value);

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value) => _values.TryGetValue(Encoding.UTF8.GetBytes(key), out value);
}
