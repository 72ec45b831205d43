using System.Text;
using System.Xml;
using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Xml;

namespace Gateway.Mapping.Records.Xml;

/// <summary>
/// Reads one XML element as a record in one pass: each child and attribute is found in the model by its local name, in whatever order they come.
/// What counts as absent leaves no node. Only XML that is not well-formed stops the reading, as an <see cref="XmlException"/>.
/// </summary>
internal sealed class XmlRecordReader(XmlRecordTokens outermost, TreeBuilder tree, RecordTrail trail)
{
    private XmlRecordTokens _tokens = outermost;
    private readonly RecordValues _values = new();
    private readonly List<(int Line, int Column)> _places = [];

    /// <summary>Reads the element that the reader is at; none where the record has faults.</summary>
    public Element ReadRecord(TypeDefinition model)
    {
        tree.Cut(0);
        _values.Cut(0);
        _places.Clear();
        ReadElement(model.Root, isRoot: true);
        return trail.HasFaults ? default : new ElementTree(_values.ToArray(), tree.ToNodes(), [], new ListedPlaces([.. _places])).Root;
    }

    // From the start of an element to its end. False when nothing came of it.
    private bool ReadElement(ElementDefinition definition, bool isRoot = false)
    {
        if (XmlSchemaInstance.IsNil(_tokens.Xml))
        {
            _tokens.Skip();
            return false;
        }

        if (trail.Depth >= ReadOptions.MaxDepth)
        {
            trail.FaultAt(FaultKind.TooLong, $"Elements are nested more than {ReadOptions.MaxDepth} deep.", definition.Name, _tokens.Here);
            _tokens.Skip();
            return false;
        }

        definition = XmlSchemaInstance.Typed(_tokens.Xml, definition);
        if (definition.IsChoice && XmlChoice.HasParts(_tokens.Xml, definition) is { } complex)
            definition = complex;
        var node = Add(definition);
        trail.Enter(definition);
        var isTaken = definition.IsChoice || definition.Type.IsPrimitive ? ReadText(definition, node) : ReadParts(definition, node, isRoot);
        trail.Leave();
        tree.Close(node);
        if (!isTaken)
            Drop(node);
        return isTaken;
    }

    private bool ReadText(ElementDefinition definition, int node)
    {
        var place = _tokens.Here;
        var isEmpty = _tokens.Xml.IsEmptyElement;
        ReportAttributes();
        var start = _values.Count;
        while (!isEmpty && _tokens.Next() && _tokens.Xml.NodeType != XmlNodeType.EndElement)
        {
            if (_tokens.Xml.NodeType != XmlNodeType.Element)
            {
                _tokens.Append(_values);
            }
            else if (definition.IsChoice && XmlChoice.Complex(definition) is { } complex && TextShape.Trim(definition, _values.From(start)).IsEmpty)
            {
                // A choice turns out to have elements: it is the variant that has them.
                tree.Cut(node);
                tree.Add(complex, 0, 0, NodeFlags.None);
                return ReadChildren(complex, node, false, true);
            }
            else
            {
                ReadUnknown();
            }
        }

        return Take(definition, node, start, place, null);
    }

    private bool ReadParts(ElementDefinition definition, int node, bool isRoot)
    {
        var isEmpty = _tokens.Xml.IsEmptyElement;
        var elements = definition.Type.Index;
        while (_tokens.Xml.MoveToNextAttribute())
        {
            if (IsOfSchema())
                continue;
            if (elements.Find(_tokens.Xml.LocalName) is { IsChoice: false, Type.IsPrimitive: true } child && Has(child, ElementTraits.XmlAttribute))
                AddText(child, _tokens.Xml.Value, _tokens.Here);
            else
                trail.Unmapped(Encoding.UTF8.GetBytes(_tokens.Xml.LocalName));
        }

        _tokens.Xml.MoveToElement();
        return ReadChildren(definition, node, isRoot, isHeld: false, isEmpty);
    }

    // From inside the element to its end; isHeld: the reader is at the first node already.
    private bool ReadChildren(ElementDefinition definition, int node, bool isRoot, bool isHeld, bool isEmpty = false)
    {
        var place = _places[node];
        var elements = definition.Type.Index;
        var counts = elements.Count <= 64 ? stackalloc int[64] : new int[elements.Count];
        for (var i = node + 1; i < tree.Count; i++)
            counts[tree[i].Definition.Ordinal]++;
        var text = "";
        var hasElements = false;
        while (!isEmpty && (isHeld || _tokens.Next()) && _tokens.Xml.NodeType != XmlNodeType.EndElement)
        {
            isHeld = false;
            if (_tokens.Xml.NodeType != XmlNodeType.Element)
            {
                text += _tokens.Text();
                continue;
            }

            hasElements = true;
            ReadChild(elements, counts);
        }

        if (text.AsSpan().ContainsAnyExcept(" \t\r\n"))
            ReadOwnText(elements, hasElements ? text.Trim() : text, counts, place, hasElements);
        Restore(node);
        if (!isRoot && tree.Count == node + 1)
            return false;
        trail.Item = -1;
        foreach (var required in elements.Required)
            if (counts[required.Ordinal] == 0)
                trail.FaultAt(FaultKind.Structure, RecordTrail.Missing(required), required.Name, place);
        return true;
    }

    private void ReadChild(ElementIndex elements, Span<int> counts)
    {
        if (elements.Find(_tokens.Xml.LocalName) is not { } child || Has(child, ElementTraits.XmlAttribute | ElementTraits.XmlText))
        {
            ReadUnknown();
            return;
        }

        ref var count = ref counts[child.Ordinal];
        trail.Item = child.IsArray ? count : -1;
        var place = _tokens.Here;
        if (!ReadElement(child))
            return;
        if (count++ > 0 && !child.IsArray)
            trail.FaultAt(FaultKind.Structure, $"The element {child.Name} stands twice and does not repeat.", child.Name, place);
    }

    private void ReadOwnText(ElementIndex elements, string text, Span<int> counts, (int Line, int Column) place, bool hasElements)
    {
        foreach (var element in elements.Elements)
        {
            if (!Has(element, ElementTraits.XmlText))
                continue;
            if (AddText(element, text, place))
                counts[element.Ordinal]++;
            return;
        }

        if (!hasElements && InnerXml.Of(text) is { } inner)
            ReadInner(inner, elements, counts, place);
        else
            trail.Unmapped("#text"u8);
    }

    // An element whose parts lie in it as XML in text, as envelopes of messages have it.
    private void ReadInner(string text, ElementIndex elements, Span<int> counts, (int Line, int Column) place)
    {
        var (outer, depth) = (_tokens, trail.Depth);
        using var inner = new XmlRecordTokens(text, outer, place);
        _tokens = inner;
        try
        {
            if (inner.Next())
                ReadChild(elements, counts);
            while (inner.Next())
            {
            }
        }
        catch (XmlException e)
        {
            while (trail.Depth > depth)
                trail.Leave();
            trail.Item = -1;
            trail.FaultAt(FaultKind.Structure, $"The text holds XML that cannot be read. {inner.Broken(e, "").Message}", null, place);
        }
        finally
        {
            _tokens = outer;
        }
    }

    private bool AddText(ElementDefinition definition, string text, (int Line, int Column) place)
    {
        trail.Item = -1;
        var node = Add(definition);
        _places[node] = place;
        var start = _values.Count;
        _values.Append(text);
        if (Take(definition, node, start, place, definition.Name))
            return true;
        Drop(node);
        return false;
    }

    // Gives the node the text that was appended since start; false where it is none or none that fits.
    private bool Take(ElementDefinition definition, int node, int start, (int Line, int Column) place, string? step)
    {
        var value = TextShape.Trim(definition, _values.From(start));
        if (value.IsEmpty)
            return false;
        if (TextShape.Of(definition, value) is not { } taken)
        {
            trail.FaultAt(FaultKind.Value, TextShape.NoFit, step, place);
            return false;
        }

        if (PrimitiveFormat.Fault(taken.Type.Primitive, value) is { } fault)
        {
            trail.FaultAt(FaultKind.Value, fault, step, place);
            return false;
        }

        tree[node] = new ElementNode(taken, 0, 0, NodeFlags.None);
        var spaces = _values.From(start).Length == value.Length ? 0 : _values.From(start).IndexOfAnyExcept(" \t\r\n"u8);
        _values.Give(ref tree[node], start + spaces, value.Length);
        return true;
    }

    private void ReadUnknown()
    {
        trail.Unmapped(Encoding.UTF8.GetBytes(_tokens.Xml.LocalName));
        _tokens.Skip();
    }

    private void ReportAttributes()
    {
        while (_tokens.Xml.MoveToNextAttribute())
            if (!IsOfSchema())
                trail.Unmapped(Encoding.UTF8.GetBytes(_tokens.Xml.LocalName));
        _tokens.Xml.MoveToElement();
    }

    private bool IsOfSchema() => XmlNames.IsDeclaration(_tokens.Xml) || _tokens.Xml.NamespaceURI == XmlSchemaInstance.Namespace;

    // Repetitions stand next to each other in a tree, wherever they stood in the text.
    private void Restore(int node)
    {
        var last = -1;
        for (var i = node + 1; i < tree.Count; i += tree[i].Size)
        {
            if (tree[i].Definition.Ordinal < last)
            {
                ChildOrder.Restore(tree, _places, node);
                return;
            }

            last = tree[i].Definition.Ordinal;
        }
    }

    private int Add(ElementDefinition definition)
    {
        _places.Add(_tokens.Here);
        return tree.Add(definition, 0, 0, NodeFlags.None);
    }

    private void Drop(int node)
    {
        tree.Cut(node);
        _places.RemoveRange(node, _places.Count - node);
    }

    private static bool Has(ElementDefinition definition, ElementTraits traits) => (definition.Facts.Traits & traits) != 0;
}
