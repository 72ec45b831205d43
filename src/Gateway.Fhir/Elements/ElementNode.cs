using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>
/// One node of a tree: its definition, the slice of the tree's bytes that is its value, and the number of nodes in its subtree
/// (itself included), so that the next sibling lies <c>Size</c> further on. 24 bytes; a tree is an array of them in document order.
/// </summary>
internal struct ElementNode
{
    public ElementDefinition Definition;
    public int Start;
    public int Length;
    public int Size;
    private int _bits;

    private const int FlagBits = 4;
    private const int FlagMask = (1 << FlagBits) - 1;

    public ElementNode(ElementDefinition definition, int start, int length, NodeFlags flags)
    {
        Definition = definition;
        Start = start;
        Length = length;
        Size = 1;
        _bits = (definition.NameId << FlagBits) | (int)flags;
    }

    public readonly int NameId => _bits >> FlagBits;

    public NodeFlags Flags
    {
        readonly get => (NodeFlags)(_bits & FlagMask);
        set => _bits = (_bits & ~FlagMask) | (int)value;
    }

    public readonly bool HasValue => (_bits & (int)NodeFlags.Value) != 0;
    public readonly bool IsEscaped => (_bits & (int)NodeFlags.Escaped) != 0;
    public readonly bool IsGraft => (_bits & (int)NodeFlags.Graft) != 0;
}
