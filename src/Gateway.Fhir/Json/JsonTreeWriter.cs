using System.Buffers;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Json;

/// <summary>Writes a tree as JSON, straight from the bytes that its nodes point to. Property names come ready from the definitions.</summary>
internal ref struct JsonTreeWriter(IBufferWriter<byte> output, bool isIndented)
{
    private const int Chunk = 16 * 1024;
    private readonly IBufferWriter<byte> _output = output;
    private readonly bool _isIndented = isIndented;
    private Span<byte> _span = output.GetSpan(Chunk);
    private int _used;
    private int _depth;

    public void WriteRoot(Element element)
    {
        var content = element.Content;
        if (element.Type.IsPrimitive)
        {
            if (content.Node.HasValue)
                Value(content.Tree, content.Index);
            else if (content.Node.Size > 1)
                Object(content, null);
            else
                Raw("null"u8);
            return;
        }

        Object(content, element.Type.IsResource ? element.Type : null);
    }

    public void Dispose() => _output.Advance(_used);

    private void Object(Element content, TypeDefinition? resource)
    {
        Open((byte)'{');
        var isFirst = true;
        if (resource is not null)
        {
            Separate(ref isFirst);
            Raw("\"resourceType\":"u8);
            Space();
            Byte((byte)'"');
            Raw(resource.Root.Utf8Name);
            Byte((byte)'"');
        }

        var nodes = content.Tree.Nodes;
        var end = content.Index + nodes[content.Index].Size;
        for (var i = content.Index + 1; i < end;)
        {
            var definition = nodes[i].Definition;
            var next = i + nodes[i].Size;
            if (definition.IsArray)
                while (next < end && nodes[next].Definition.Ordinal == definition.Ordinal)
                    next += nodes[next].Size;
            Property(content.Tree, i, next, definition, ref isFirst);
            i = next;
        }

        Close((byte)'}', isFirst);
    }

    private void Property(ElementTree tree, int from, int to, ElementDefinition definition, ref bool isFirst)
    {
        if (!definition.Type.IsPrimitive)
        {
            Name(definition.JsonToken, ref isFirst);
            if (!definition.IsArray)
            {
                Complex(tree, from);
                return;
            }

            Open((byte)'[');
            var isFirstItem = true;
            for (var i = from; i < to; i += tree.Nodes[i].Size)
            {
                Separate(ref isFirstItem);
                Complex(tree, i);
            }

            Close((byte)']', false);
            return;
        }

        var (hasValues, hasCompanions) = Parts(tree, from, to);
        if (hasValues)
        {
            Name(definition.JsonToken, ref isFirst);
            Primitives(tree, from, to, definition.IsArray, areCompanions: false);
        }

        if (hasCompanions)
        {
            Name(definition.JsonCompanionToken, ref isFirst);
            Primitives(tree, from, to, definition.IsArray, areCompanions: true);
        }
    }

    private static (bool HasValues, bool HasCompanions) Parts(ElementTree tree, int from, int to)
    {
        bool values = false, companions = false;
        for (var i = from; i < to; i += tree.Nodes[i].Size)
        {
            ref readonly var node = ref new Element(tree, i).Content.Node;
            values |= node.HasValue;
            companions |= node.Size > 1;
        }

        return (values, companions);
    }

    private void Primitives(ElementTree tree, int from, int to, bool isArray, bool areCompanions)
    {
        if (isArray)
            Open((byte)'[');
        var isFirst = true;
        for (var i = from; i < to; i += tree.Nodes[i].Size)
        {
            var content = new Element(tree, i).Content;
            if (isArray)
                Separate(ref isFirst);
            if (areCompanions ? content.Node.Size == 1 : !content.Node.HasValue)
                Raw("null"u8);
            else if (areCompanions)
                Object(content, null);
            else
                Value(content.Tree, content.Index);
        }

        if (isArray)
            Close((byte)']', false);
    }

    private void Complex(ElementTree tree, int index)
    {
        var type = tree.Nodes[index].Definition.Type;
        Object(new Element(tree, index).Content, type.IsResource ? type : null);
    }

    private void Value(ElementTree tree, int index)
    {
        ref readonly var node = ref tree.Nodes[index];
        var text = tree.Text.AsSpan(node.Start, node.Length);
        if (node.Definition.Type.Primitive is var kind && (kind == PrimitiveKind.Boolean || JsonWords.IsNumber(kind)))
        {
            Raw(text);
            return;
        }

        Byte((byte)'"');
        if ((node.Flags & NodeFlags.Unclean) == 0)
            Raw(text);
        else
            Escaped(text);
        Byte((byte)'"');
    }

    private void Escaped(ReadOnlySpan<byte> text)
    {
        for (var next = JsonText.IndexOfEscape(text); next >= 0; next = JsonText.IndexOfEscape(text))
        {
            Raw(text[..next]);
            Byte((byte)'\\');
            if (JsonText.ShortEscape(text[next]) is not 0 and var letter)
            {
                Byte(letter);
            }
            else
            {
                Raw("u00"u8);
                Byte((byte)('0' + (text[next] >> 4)));
                Byte("0123456789abcdef"u8[text[next] & 15]);
            }

            text = text[(next + 1)..];
        }

        Raw(text);
    }

    private void Name(ReadOnlySpan<byte> token, ref bool isFirst)
    {
        Separate(ref isFirst);
        Raw(token);
        Space();
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
            Byte((byte)',');
        isFirst = false;
        NewLine();
    }

    private void Open(byte bracket)
    {
        Byte(bracket);
        _depth++;
    }

    private void Close(byte bracket, bool isEmpty)
    {
        _depth--;
        if (!isEmpty)
            NewLine();
        Byte(bracket);
    }

    private void Space()
    {
        if (_isIndented)
            Byte((byte)' ');
    }

    private void NewLine()
    {
        if (!_isIndented)
            return;
        Byte((byte)'\n');
        for (var i = 0; i < _depth; i++)
            Raw("  "u8);
    }

    private void Byte(byte value)
    {
        if (_used == _span.Length)
            More(1);
        _span[_used++] = value;
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _span.Length - _used)
            More(bytes.Length);
        bytes.CopyTo(_span[_used..]);
        _used += bytes.Length;
    }

    private void More(int needed)
    {
        _output.Advance(_used);
        _used = 0;
        _span = _output.GetSpan(Math.Max(needed, Chunk));
    }
}
