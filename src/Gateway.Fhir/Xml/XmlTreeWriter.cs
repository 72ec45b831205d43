using System.Buffers;
using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Xml;

/// <summary>Writes a tree as XML: elements in the order of their definition, whatever order they were read in.</summary>
internal ref struct XmlTreeWriter(IBufferWriter<byte> output, bool isIndented)
{
    private readonly OpenElements _open = new();
    private XmlOutput _output = new(output, isIndented);
    private int _depth;

    /// <summary>The first thing that XML cannot hold; what was written is then of no use.</summary>
    public Fault? Fault { get; private set; }

    public void WriteRoot(Element element)
    {
        _output.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);
        _output.NewLine(0);
        if (element.Type.Primitive == PrimitiveKind.Xhtml)
            Narrative(element.Type.Root, element.Content, -1);
        else
            Write(element.Type.Root.Utf8Name, element.Type.Root, element.Content, -1);
        _output.Flush();
    }

    private void Write(ReadOnlySpan<byte> name, ElementDefinition definition, Element content, int index)
    {
        var nodes = content.Tree.Nodes;
        Span<int> space = stackalloc int[32];
        var children = ChildOrder.Of(nodes, content.Index, space);
        var isRoot = _open.Count == 0;
        _open.Push(definition, index);
        _output.Raw("<"u8);
        _output.Raw(name);
        if (isRoot)
            _output.Raw(" xmlns=\"http://hl7.org/fhir\""u8);
        var attributes = 0;
        foreach (var child in children)
        {
            if (!IsAttribute(nodes[child].Definition))
                continue;
            attributes++;
            Attribute(nodes[child].Definition, new Element(content.Tree, child).Content);
        }

        if (content.Node.HasValue)
            Attribute("value"u8, content, null, -1);
        if (attributes == children.Length)
        {
            _output.Raw("/>"u8);
        }
        else
        {
            _output.Raw(">"u8);
            _depth++;
            Children(content.Tree, children);
            _depth--;
            Close(name);
        }

        _open.Pop();
    }

    private void Children(ElementTree tree, scoped ReadOnlySpan<int> children)
    {
        int previous = -1, index = 0;
        foreach (var child in children)
        {
            var definition = tree.Nodes[child].Definition;
            if (IsAttribute(definition))
                continue;
            index = definition.Ordinal == previous ? index + 1 : 0;
            previous = definition.Ordinal;
            Child(definition, new Element(tree, child).Content, definition.IsArray ? index : -1);
        }
    }

    private void Child(ElementDefinition definition, Element content, int index)
    {
        _output.NewLine(_depth);
        if (definition.Type.IsResource)
        {
            _output.Raw("<"u8);
            _output.Raw(definition.Utf8Name);
            _output.Raw(">"u8);
            _output.NewLine(++_depth);
            Write(definition.Type.Root.Utf8Name, definition, content, index);
            _depth--;
            Close(definition.Utf8Name);
        }
        else if (definition.Type.Primitive == PrimitiveKind.Xhtml)
        {
            Narrative(definition, content, index);
        }
        else
        {
            Write(definition.Utf8Name, definition, content, index);
        }
    }

    private void Close(ReadOnlySpan<byte> name)
    {
        _output.NewLine(_depth);
        _output.Raw("</"u8);
        _output.Raw(name);
        _output.Raw(">"u8);
    }

    private void Attribute(ElementDefinition definition, Element content)
    {
        if (!content.Node.HasValue || content.Node.Size > 1)
            Refuse($"XML writes {definition.Name} as an attribute, which has a value and neither an id nor extensions.", content, definition.Name, -1);
        else
            Attribute(definition.Utf8Name, content, definition.Name, -1);
    }

    private void Attribute(ReadOnlySpan<byte> name, Element content, string? step, int index)
    {
        _output.Raw(" "u8);
        _output.Raw(name);
        _output.Raw("=\""u8);
        var value = Value(content, out var rented);
        var refused = _output.Escaped(value);
        if (refused >= 0)
            Refuse($"XML cannot hold the character U+{refused.ToString("X4", CultureInfo.InvariantCulture)}.", content, step, index);
        _output.Raw("\""u8);
        Return(rented);
    }

    private void Narrative(ElementDefinition definition, Element content, int index)
    {
        var step = _open.Count == 0 ? null : definition.Name;
        if (!content.Node.HasValue || content.Node.Size > 1)
        {
            Refuse("XML writes a narrative as its div alone, without an id or extensions of its own.", content, step, index);
            return;
        }

        var value = Value(content, out var rented).Trim(" \t\r\n"u8);

        // What came from XML was well-formed there; JSON's reader looks at a narrative less closely than XML does.
        if (content.Tree.Places is not ListedPlaces && !XmlNarrative.IsWhole(value))
            Refuse("The narrative is not one well-formed div in the XHTML namespace.", content, step, index);
        _output.Raw(value);
        Return(rented);
    }

    private static ReadOnlySpan<byte> Value(Element content, out byte[]? rented)
    {
        ref readonly var node = ref content.Node;
        var text = content.Tree.Text.AsSpan(node.Start, node.Length);
        rented = node.IsEscaped ? ArrayPool<byte>.Shared.Rent(text.Length) : null;
        return rented is null ? text : rented.AsSpan(0, JsonText.Unescape(text, rented));
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private static bool IsAttribute(ElementDefinition definition) => (definition.Facts.Traits & ElementTraits.XmlAttribute) != 0;

    private void Refuse(string message, Element content, string? step, int index)
    {
        var (line, column) = content.Place;
        Fault ??= new Fault(FaultKind.Value, message, _open.Path(step, index), line, column);
    }
}
