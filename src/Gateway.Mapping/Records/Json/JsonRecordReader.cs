using System.Text.Json;
using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Json;

/// <summary>
/// Reads one JSON object as a record in one pass: each property is found in the model, each value becomes a node that points into the
/// text. What counts as absent leaves no node. Only broken JSON stops the reading, as a <see cref="JsonException"/>; where the text
/// ends before the object does, <see cref="IsCut"/> says so.
/// </summary>
internal ref struct JsonRecordReader(ReadOnlySpan<byte> text, bool isLast, TreeBuilder tree, RecordTrail trail)
{
    private readonly ReadOnlySpan<byte> _text = text;

    // Every repeating element is an object in an array: two levels of JSON for one of the model.
    private Utf8JsonReader _json = new(text, isLast, new JsonReaderState(new JsonReaderOptions { MaxDepth = (ReadOptions.MaxDepth * 2) + 2 }));

    /// <summary>True when the rest of the text is needed first; nothing that was read then counts.</summary>
    public bool IsCut { get; private set; }

    /// <summary>How many bytes the value has that was read.</summary>
    public readonly int Length => (int)_json.BytesConsumed;

    /// <summary>Reads the object at the start of the text.</summary>
    public void ReadRecord(TypeDefinition model)
    {
        if (Next())
            ReadObject(model.Root, isRoot: true);
    }

    /// <summary>Passes over the value at the start of the text.</summary>
    public void SkipValue()
    {
        if (Next())
            Skip();
    }

    // At StartObject; ends at EndObject. False when nothing came of it.
    private bool ReadObject(ElementDefinition definition, bool isRoot = false)
    {
        var start = (int)_json.TokenStartIndex;
        if (trail.Depth >= ReadOptions.MaxDepth)
        {
            trail.Fault(FaultKind.TooLong, $"Elements are nested more than {ReadOptions.MaxDepth} deep.", definition.Name, start);
            Skip();
            return false;
        }

        var node = tree.Add(definition, start, 0, NodeFlags.None);
        trail.Enter(definition);
        ReadProperties(definition.Type.Index, start, node, isRoot);
        trail.Leave();
        tree.Close(node);
        if (!isRoot && tree.IsHollow(node))
        {
            tree.Cut(node);
            return false;
        }

        return true;
    }

    private void ReadProperties(ElementIndex elements, int start, int owner, bool isRoot)
    {
        // Two bits an element: its property was met; a value came of it.
        var seen = new SeenProperties(stackalloc ulong[SeenProperties.WordsFor(elements.Count)]);
        while (Next() && _json.TokenType == JsonTokenType.PropertyName)
        {
            trail.Item = -1;
            var name = JsonText.Of(in _json);
            if ((elements.FindPlain(name) ?? elements.Find(name)) is not { } definition)
            {
                ReadUnknown(name);
            }
            else if (!seen.Add(definition.Ordinal, false))
            {
                trail.Fault(FaultKind.Structure, $"The element {definition.Name} stands twice in one object.", definition.Name, (int)_json.TokenStartIndex);
                if (Next())
                    Skip();
            }
            else if (Next() && ReadValue(definition))
            {
                seen.Add(definition.Ordinal, true);
            }
        }

        trail.Item = -1;
        if (IsCut || (!isRoot && tree.Count == owner + 1))
            return;
        foreach (var required in elements.Required)
            if (!seen.Has(required.Ordinal, true))
                trail.Fault(FaultKind.Structure, RecordTrail.Missing(required), required.Name, start);
    }

    // A property that is not there is nothing to report.
    private void ReadUnknown(scoped ReadOnlySpan<byte> name)
    {
        if (!Next())
            return;
        if (_json.TokenType != JsonTokenType.Null)
            trail.Unmapped(name);
        Skip();
    }

    // At the first token of the value. True when a node came of it.
    private bool ReadValue(ElementDefinition definition)
    {
        if (_json.TokenType == JsonTokenType.StartArray)
            return ReadArray(definition);
        trail.Item = definition.IsArray ? 0 : -1;
        return ReadItem(definition);
    }

    private bool ReadArray(ElementDefinition definition)
    {
        var (start, count) = ((int)_json.TokenStartIndex, 0);
        while (Next() && _json.TokenType != JsonTokenType.EndArray)
        {
            trail.Item = definition.IsArray ? count : -1;
            if (ReadItem(definition))
                count++;
        }

        trail.Item = -1;
        if (count > 1 && !definition.IsArray)
            trail.Fault(FaultKind.Structure, "The element does not repeat, and its array has more than one item.", definition.Name, start);
        return count > 0;
    }

    private bool ReadItem(ElementDefinition definition)
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.Null:
                return false;
            case JsonTokenType.StartObject when JsonShape.OfObject(definition) is { } complex:
                return ReadObject(complex);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                return RefuseNested(definition);
            default:
                return ReadScalar(definition);
        }
    }

    // An empty object or array is absent wherever it stands.
    private bool RefuseNested(ElementDefinition definition)
    {
        var (start, opening) = ((int)_json.TokenStartIndex, _json.TokenType);
        Skip();
        var inside = IsCut ? default : _text[(start + 1)..((int)_json.BytesConsumed - 1)];
        if (inside.ContainsAnyExcept(" \t\r\n"u8))
            trail.Fault(FaultKind.Structure, $"The element must be a single value, not {JsonWords.Token(opening)}.", definition.Name, start);
        return false;
    }

    private bool ReadScalar(ElementDefinition definition)
    {
        var isText = _json.TokenType == JsonTokenType.String;
        var start = (int)_json.TokenStartIndex + (isText ? 1 : 0);
        if (_json.ValueIsEscaped)
            return ReadEscaped(definition, start);
        var value = _json.ValueSpan;
        if (isText && !value.ContainsAnyExcept(" \t\r\n"u8))
            return false;
        if (Take(definition, value, start) is not { } taken)
            return false;
        tree.Add(taken, start, value.Length, NodeFlags.Value);
        return true;
    }

    private bool ReadEscaped(ElementDefinition definition, int start)
    {
        var value = JsonText.Of(in _json);
        if (value.IsEmpty)
            trail.Fault(FaultKind.Value, "The string holds an escape that is no character.", definition.Name, start - 1);
        else if (value.ContainsAnyExcept(" \t\r\n"u8) && Take(definition, value, start) is { } taken)
            tree.Add(taken, start, _json.ValueSpan.Length, NodeFlags.Value | NodeFlags.Escaped);
        else
            return false;
        return !value.IsEmpty;
    }

    // The definition of the value's node: the element's own, or the variant that the value's shape asks for.
    private readonly ElementDefinition? Take(ElementDefinition definition, ReadOnlySpan<byte> value, int start)
    {
        var taken = definition.IsChoice ? JsonShape.OfValue(definition, _json.TokenType, value) : definition;
        if (taken is null)
            trail.Fault(FaultKind.Value, $"No type of the element takes {JsonWords.Token(_json.TokenType)} such as this one.", definition.Name, Place(start));
        else if (!taken.Type.IsPrimitive)
            trail.Fault(FaultKind.Structure, $"The element must be an object, not {JsonWords.Token(_json.TokenType)}.", definition.Name, Place(start));
        else if (PrimitiveFormat.Fault(taken.Type.Primitive, value) is { } fault)
            trail.Fault(FaultKind.Value, fault, definition.Name, Place(start));
        else
            return taken;
        return null;
    }

    private readonly int Place(int start) => _json.TokenType == JsonTokenType.String ? start - 1 : start;

    private bool Next()
    {
        if (!IsCut && _json.Read())
            return true;
        IsCut = true;
        return false;
    }

    private void Skip() => IsCut |= !_json.TrySkip();
}
