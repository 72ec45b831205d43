using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Xml;

/// <summary>The order of the definition among the children of one element, which XML demands and JSON does not.</summary>
internal static class ChildOrder
{
    /// <summary>The children of a node in that order, repetitions as they stand.</summary>
    /// <param name="nodes">The nodes of the tree.</param>
    /// <param name="owner">The parent's index.</param>
    /// <param name="space">Used where it is long enough.</param>
    public static ReadOnlySpan<int> Of(ReadOnlySpan<ElementNode> nodes, int owner, Span<int> space)
    {
        int count = 0, last = -1, end = owner + nodes[owner].Size;
        var isOrdered = true;
        for (var i = owner + 1; i < end; i += nodes[i].Size)
        {
            if (count == space.Length)
            {
                var larger = new int[space.Length * 4];
                space.CopyTo(larger);
                space = larger;
            }

            space[count++] = i;
            var ordinal = nodes[i].Definition.Ordinal;
            isOrdered &= ordinal >= last;
            last = ordinal;
        }

        var children = space[..count];
        if (isOrdered)
            return children;
        var keys = new long[count];
        for (var i = 0; i < count; i++)
            keys[i] = ((long)nodes[children[i]].Definition.Ordinal << 32) | (uint)children[i];
        keys.AsSpan().Sort(children);
        return children;
    }

    /// <summary>Puts the children that a reader met out of order into it; the owner is the last element that is open.</summary>
    public static void Restore(TreeBuilder tree, List<(int Line, int Column)> places, int owner)
    {
        var first = owner + 1;
        tree.Close(owner);
        var nodes = new ElementNode[tree.Count - owner];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = tree[owner + i];
        var known = places.GetRange(owner, nodes.Length);
        var at = first;
        foreach (var child in Of(nodes, 0, new int[64]))
        {
            for (var i = 0; i < nodes[child].Size; i++, at++)
                (tree[at], places[at]) = (nodes[child + i], known[child + i]);
        }
    }
}
