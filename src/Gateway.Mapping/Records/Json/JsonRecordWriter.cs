using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Xml;

namespace Gateway.Mapping.Records.Json;

/// <summary>Writes a tree as the JSON of a record.</summary>
internal sealed class JsonRecordWriter(Utf8JsonWriter json)
{
    public void Write(Element element)
    {
        var content = element.Content;
        if (element.Type.IsPrimitive)
            Value(element.Type.Primitive, content);
        else
            Object(content);
    }

    private void Object(Element content)
    {
        var nodes = content.Tree.Nodes;
        Span<int> space = stackalloc int[32];
        var children = ChildOrder.Of(nodes, content.Index, space);
        json.WriteStartObject();
        for (int i = 0, next; i < children.Length; i = next)
        {
            var definition = nodes[children[i]].Definition;
            next = i + 1;
            while (next < children.Length && nodes[children[next]].Definition.Ordinal == definition.Ordinal)
                next++;
            json.WritePropertyName(definition.Name);
            if (definition.IsArray)
                json.WriteStartArray();
            foreach (var child in children[i..next])
                Write(new Element(content.Tree, child));
            if (definition.IsArray)
                json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void Value(PrimitiveKind kind, Element content)
    {
        if (!content.TryGetPlainValue(out var value))
            json.WriteStringValue(content.Text);
        else if (kind == PrimitiveKind.Boolean || JsonWords.IsNumber(kind))
            json.WriteRawValue(value, skipInputValidation: true);
        else
            json.WriteStringValue(value);
    }
}
