using System.Buffers;
using System.Globalization;
using System.Security;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Xml;

namespace Gateway.Mapping.Records.Xml;

/// <summary>Writes a tree as the XML of a record.</summary>
internal ref struct XmlRecordWriter(IBufferWriter<byte> output, bool isIndented)
{
    private readonly OpenElements _open = new();
    private XmlOutput _output = new(output, isIndented);
    private int _depth;

    /// <summary>The first thing that XML cannot hold; what was written is then of no use.</summary>
    public Fault? Fault { get; private set; }

    public void WriteRoot(Element record)
    {
        _output.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8);
        _output.NewLine(0);
        _open.Push(record.Type.Root, -1);
        Open(record.Type.Root);
        if (SaysTypes(record))
            _output.Raw(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""u8);
        Inside(record.Type.Root, record.Content);
        _open.Pop();
        _output.Flush();
    }

    private static bool SaysTypes(Element element)
    {
        foreach (var child in element.Children)
            if (IsTyped(child.Definition) || SaysTypes(child))
                return true;
        return false;
    }

    // A choice, several types under one name, an abstract type: the name alone does not say which it is.
    private static bool IsTyped(ElementDefinition definition)
    {
        var (traits, types) = (definition.Facts.Traits, definition.Facts.Types);
        if ((traits & (ElementTraits.XmlAttribute | ElementTraits.XmlText)) != 0)
            return false;
        if ((traits & ElementTraits.XmlTypeAttribute) != 0 || types.Count > 1)
            return true;
        return !definition.Type.IsNested && types is [var type] && type.Code != definition.Type.Name && type.Code != definition.Type.Url;
    }

    private void Write(ElementDefinition definition, Element content, int index)
    {
        _open.Push(definition, index);
        Open(definition);
        if (IsTyped(definition))
        {
            _output.Raw(" xsi:type=\""u8);
            _output.Raw(definition.Type.Root.Utf8Name);
            _output.Raw("\""u8);
        }

        Inside(definition, content);
        _open.Pop();
    }

    private void Open(ElementDefinition definition)
    {
        _output.Raw("<"u8);
        Name(definition);
        if (definition.Facts.XmlNamespace is not { Length: > 0 } uri)
            return;
        _output.Raw(" xmlns=\""u8);
        _output.Raw(Encoding.UTF8.GetBytes(SecurityElement.Escape(uri)));
        _output.Raw("\""u8);
    }

    private void Inside(ElementDefinition definition, Element content)
    {
        var nodes = content.Tree.Nodes;
        Span<int> space = stackalloc int[32];
        var children = ChildOrder.Of(nodes, content.Index, space);
        var parts = 0;
        var text = definition.Type.IsPrimitive ? content : default;
        foreach (var child in children)
        {
            var (part, traits) = (new Element(content.Tree, child), nodes[child].Definition.Facts.Traits);
            if ((traits & ElementTraits.XmlAttribute) != 0)
                Attribute(part);
            else if ((traits & ElementTraits.XmlText) != 0)
                text = part;
            else
                parts++;
        }

        if (parts == 0 && (text.IsNone || !text.HasValue))
        {
            _output.Raw("/>"u8);
            return;
        }

        _output.Raw(">"u8);
        if (!text.IsNone)
            Text(text);
        if (parts > 0 && !definition.Type.IsPrimitive)
            Parts(content.Tree, children);
        _output.Raw("</"u8);
        Name(definition);
        _output.Raw(">"u8);
    }

    private void Parts(ElementTree tree, scoped ReadOnlySpan<int> children)
    {
        _depth++;
        int previous = -1, index = 0;
        foreach (var child in children)
        {
            var definition = tree.Nodes[child].Definition;
            if ((definition.Facts.Traits & (ElementTraits.XmlAttribute | ElementTraits.XmlText)) != 0)
                continue;
            index = definition.Ordinal == previous ? index + 1 : 0;
            previous = definition.Ordinal;
            _output.NewLine(_depth);
            Write(definition, new Element(tree, child).Content, definition.IsArray ? index : -1);
        }

        _output.NewLine(--_depth);
    }

    private void Attribute(Element element)
    {
        _output.Raw(" "u8);
        Name(element.Definition);
        _output.Raw("=\""u8);
        Escaped(element, Encoding.UTF8.GetBytes(element.Text ?? ""));
        _output.Raw("\""u8);
    }

    // ]]> may not stand in a text.
    private void Text(Element element)
    {
        var text = Encoding.UTF8.GetBytes(element.Text ?? "").AsSpan();
        for (var next = text.IndexOf((byte)'>'); next >= 0; next = text.IndexOf((byte)'>'))
        {
            Escaped(element, text[..next]);
            _output.Raw("&gt;"u8);
            text = text[(next + 1)..];
        }

        Escaped(element, text);
    }

    private void Escaped(Element element, scoped ReadOnlySpan<byte> text)
    {
        var refused = _output.Escaped(text);
        if (refused < 0)
            return;
        var (line, column) = element.Place;
        var message = $"XML cannot hold the character U+{refused.ToString("X4", CultureInfo.InvariantCulture)}.";
        Fault ??= new Fault(FaultKind.Value, message, _open.Path(), line, column);
    }

    // A choice bears its plain name, and its type says the rest.
    private void Name(ElementDefinition definition)
    {
        var isChoice = definition.JsonName != definition.Name;
        _output.Raw(isChoice ? Encoding.UTF8.GetBytes(definition.Name) : definition.Utf8Name);
    }
}
