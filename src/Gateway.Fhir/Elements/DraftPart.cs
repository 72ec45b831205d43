using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>A child of a draft: a draft itself, the value of a primitive, or an element that is kept as it is. 24 bytes.</summary>
internal readonly struct DraftPart
{
    private readonly object _content;
    private readonly int _index;

    public DraftPart(ElementDefinition definition, ElementDraft draft) => (Definition, _content) = (definition, draft);

    public DraftPart(ElementDefinition definition, byte[] value) => (Definition, _content) = (definition, value);

    public DraftPart(ElementDefinition definition, Element kept) => (Definition, _content, _index) = (definition, kept.Tree, kept.Index);

    public ElementDefinition Definition { get; }

    public int Ordinal => Definition.Ordinal;

    public ElementDraft? Draft => _content as ElementDraft;

    public byte[]? Value => _content as byte[];

    /// <summary>The element that is kept; none where the part is a draft or a value.</summary>
    public Element Kept => _content is ElementTree tree ? new Element(tree, _index) : default;
}
