using System.Buffers;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>Collects the nodes of a tree in document order, in a pooled array that is copied once at its right size.</summary>
internal sealed class TreeBuilder : IDisposable
{
    private ElementNode[] _nodes;

    public TreeBuilder(int expected) => _nodes = ArrayPool<ElementNode>.Shared.Rent(Math.Max(16, expected));

    public int Count { get; private set; }

    public ref ElementNode this[int index] => ref _nodes[index];

    /// <summary>Adds a node and returns its index; <see cref="Close"/> tells that its subtree is whole.</summary>
    public int Add(ElementDefinition definition, int start, int length, NodeFlags flags)
    {
        if (Count == _nodes.Length)
            Grow();
        _nodes[Count] = new ElementNode(definition, start, length, flags);
        return Count++;
    }

    public void Close(int index) => _nodes[index].Size = Count - index;

    /// <summary>Forgets the nodes from that index on.</summary>
    public void Cut(int index) => Count = index;

    /// <summary>
    /// Merges the nodes from <paramref name="second"/> to the end, which are the other halves of primitives, one by one into the
    /// neighbouring nodes of the same element that start at <paramref name="first"/>. Returns how many there were of each.
    /// </summary>
    public (int First, int Second) Merge(int first, int second)
    {
        var length = Count - first;
        var carried = ArrayPool<ElementNode>.Shared.Rent(length);
        _nodes.AsSpan(first, length).CopyTo(carried);
        var definition = carried[0].Definition;
        (int First, int Second) counts = (0, 0);
        int left = 0, right = second - first;
        Count = first;
        while (true)
        {
            var hasLeft = left < second - first && ReferenceEquals(carried[left].Definition, definition);
            var hasRight = right < length;
            if (!hasLeft && !hasRight)
                break;
            counts = (counts.First + (hasLeft ? 1 : 0), counts.Second + (hasRight ? 1 : 0));
            var node = Count++;
            _nodes[node] = carried[hasLeft && (!hasRight || IsHead(carried[left], carried[right])) ? left : right];
            if (hasLeft)
                left = Append(carried, left + 1, left + carried[left].Size);
            if (hasRight)
                right = Append(carried, right + 1, right + carried[right].Size);
            Close(node);
        }

        Append(carried, left, second - first);
        ArrayPool<ElementNode>.Shared.Return(carried, clearArray: true);
        return counts;
    }

    /// <summary>Takes the children of the last open node away that have neither a value nor children; resources may be so.</summary>
    public void RemoveHollow(int owner)
    {
        var end = Count;
        Count = owner + 1;
        for (int i = owner + 1, next; i < end; i = next)
        {
            next = i + _nodes[i].Size;
            if (!IsHollow(i))
                Append(_nodes, i, next);
        }
    }

    public bool IsHollow(int index) => !_nodes[index].HasValue && _nodes[index].Size == 1 && !_nodes[index].Definition.Type.IsResource;

    public ElementNode[] ToNodes() => _nodes.AsSpan(0, Count).ToArray();

    public void Dispose()
    {
        Array.Clear(_nodes, 0, Count);
        ArrayPool<ElementNode>.Shared.Return(_nodes);
        _nodes = [];
    }

    private static bool IsHead(in ElementNode left, in ElementNode right) => left.HasValue || (!right.HasValue && right.Size == 1);

    private int Append(ElementNode[] source, int from, int to)
    {
        Array.Copy(source, from, _nodes, Count, to - from);
        Count += to - from;
        return to;
    }

    private void Grow()
    {
        var larger = ArrayPool<ElementNode>.Shared.Rent(_nodes.Length * 2);
        Array.Copy(_nodes, larger, Count);
        ArrayPool<ElementNode>.Shared.Return(_nodes, clearArray: true);
        _nodes = larger;
    }
}
