using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>
/// The names of an element's children, roughly: one bit a name, and several names share one. A bit that is not set says that no child of the name is there; one that
/// is set, that there may be one.
/// </summary>
internal readonly record struct ChildNames(ulong Bits)
{
    /// <summary>Any child may be there.</summary>
    public static ChildNames Any { get; } = new(ulong.MaxValue);

    public static ChildNames Of(Element element)
    {
        var content = element.Content;
        var nodes = content.Tree.Nodes;
        var bits = 0UL;
        for (int i = content.Index + 1, end = content.Index + nodes[content.Index].Size; i < end; i += nodes[i].Size)
            bits |= 1UL << nodes[i].NameId;
        return new ChildNames(bits);
    }

    /// <summary>Names as definitions declare them; those that none has declared yet are not among them.</summary>
    public static ChildNames Of(IEnumerable<string> names)
    {
        var bits = 0UL;
        foreach (var name in names)
            if (NameTable.Find(name) is > 0 and var id)
                bits |= 1UL << id;
        return new ChildNames(bits);
    }

    /// <summary>False when one of those is certainly not there.</summary>
    public bool Has(ChildNames others) => (Bits & others.Bits) == others.Bits;
}
