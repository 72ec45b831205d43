using System.Collections;
using System.Runtime.CompilerServices;

namespace Gateway.Mapping.Language;

/// <summary>An immutable list that is equal to another when their items are.</summary>
[CollectionBuilder(typeof(MapList), nameof(MapList.Of))]
public sealed class MapList<T> : IReadOnlyList<T>, IEquatable<MapList<T>>
{
    private readonly T[] _items;

    internal MapList(T[] items) => _items = items;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public bool Equals(MapList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => Equals(obj as MapList<T>);

    public override int GetHashCode() => _items.Length == 0 ? 0 : HashCode.Combine(_items.Length, _items[0], _items[^1]);

    public override string ToString() => $"[{string.Join(", ", _items)}]";
}

/// <summary>Makes lists of a map: <c>[a, b]</c> calls it.</summary>
public static class MapList
{
    public static MapList<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
