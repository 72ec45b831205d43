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

    /// <summary>Moves the nodes from <paramref name="from"/> to the end into the subtree of <paramref name="owner"/>, as its last children.</summary>
    public void MoveInto(int owner, int from)
    {
        var moved = Count - from;
        var target = owner + _nodes[owner].Size;
        _nodes[owner].Size += moved;
        if (target == from || moved == 0)
            return;
        var carried = ArrayPool<ElementNode>.Shared.Rent(moved);
        Array.Copy(_nodes, from, carried, 0, moved);
        Array.Copy(_nodes, target, _nodes, target + moved, from - target);
        Array.Copy(carried, 0, _nodes, target, moved);
        ArrayPool<ElementNode>.Shared.Return(carried, clearArray: true);
    }

    public ElementNode[] ToNodes() => _nodes.AsSpan(0, Count).ToArray();

    public void Dispose()
    {
        Array.Clear(_nodes, 0, Count);
        ArrayPool<ElementNode>.Shared.Return(_nodes);
        _nodes = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<ElementNode>.Shared.Rent(_nodes.Length * 2);
        Array.Copy(_nodes, larger, Count);
        ArrayPool<ElementNode>.Shared.Return(_nodes, clearArray: true);
        _nodes = larger;
    }
}
