namespace Gateway.Fhir.Elements;

/// <summary>
/// The storage behind elements: nodes in document order over one array of UTF-8 bytes. Never changes once built. A tree that was
/// made by editing another holds grafts in the places whose content did not change.
/// </summary>
internal sealed class ElementTree(byte[] text, ElementNode[] nodes, Element[] grafts, SourcePlaces places)
{
    public readonly byte[] Text = text;
    public readonly ElementNode[] Nodes = nodes;
    public readonly Element[] Grafts = grafts;
    public readonly SourcePlaces Places = places;

    public Element Root => new(this, 0);

    /// <summary>The bytes that the tree keeps alive, without the trees it shares content with.</summary>
    public long RetainedBytes => Text.LongLength + (Nodes.LongLength * System.Runtime.CompilerServices.Unsafe.SizeOf<ElementNode>());
}
