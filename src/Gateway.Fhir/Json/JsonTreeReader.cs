using System.Text;
using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Json;

/// <summary>
/// Reads JSON into a tree in one pass. Each property is found in the definition of the object around it, and each value becomes a
/// node that points into the text. Faults do not stop the reading; only broken JSON does, as a <see cref="JsonException"/>.
/// The <c>_name</c> companion of a primitive is merged into the node of the value, whichever of the two comes first. An item that
/// cannot be read leaves an empty node, so that values and companions stay side by side; empty nodes are swept away at the end.
/// </summary>
internal ref struct JsonTreeReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly DefinitionSet _definitions;
    private readonly TreeBuilder _tree;
    private readonly JsonTrail _trail;
    private Utf8JsonReader _json;

    public JsonTreeReader(ReadOnlySpan<byte> text, DefinitionSet definitions, ReadOptions options, TreeBuilder tree, FaultList faults)
    {
        _text = text;
        _definitions = definitions;
        _tree = tree;
        _trail = new JsonTrail(faults, options.IsTolerant);

        // Every repeating element is an object in an array: two levels of JSON for one of FHIR.
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = (ReadOptions.MaxDepth * 2) + 2 });
    }

    /// <summary>Reads the whole text; false when no root element could be made of it.</summary>
    public bool ReadRoot(TypeDefinition? type)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fault(FaultKind.Structure, "The JSON is not an object.", weight: FaultWeight.Error);
            _json.Skip();
        }
        else if (type is { IsResource: false })
        {
            ReadObject(type.Root, false);
        }
        else if (ReadResourceType(type, null) is { } found)
        {
            ReadObject(found.Root, false);
        }
        else
        {
            _json.Skip();
        }

        _json.Read();
        return _tree.Count > 0;
    }

    // At StartObject. The holder is null at the root, which is refused without a type.
    private TypeDefinition? ReadResourceType(TypeDefinition? expected, ElementDefinition? holder)
    {
        var weight = holder is null ? FaultWeight.Error : FaultWeight.Usual;
        var ahead = _json;
        var start = (int)_json.TokenStartIndex;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isType = JsonText.Of(in ahead).SequenceEqual("resourceType"u8);
            ahead.Read();
            if (!isType)
            {
                ahead.Skip();
                continue;
            }

            start = (int)ahead.TokenStartIndex;
            var name = ahead.TokenType == JsonTokenType.String ? Encoding.UTF8.GetString(JsonText.Of(in ahead)) : "";
            if (_definitions.FindType(name) is not { IsResource: true, IsAbstract: false, IsProfile: false } type || type.Name != name)
                Fault(FaultKind.Structure, "The resourceType is not a type of resource that is known here.", holder, start, weight);
            else if (expected is { IsAbstract: false } && !type.Is(expected.Name))
                Fault(FaultKind.Structure, $"The resource is {type.Name} where {expected.Name} is due.", holder, start, weight);
            else
                return expected is { IsProfile: true } ? expected : type;
            return null;
        }

        Fault(FaultKind.Structure, "The resource has no resourceType.", holder, start, weight);
        return null;
    }

    // At StartObject; ends at EndObject. True when the element came out empty.
    private bool ReadObject(ElementDefinition definition, bool isCompanion)
    {
        var start = (int)_json.TokenStartIndex;
        if (_trail.Depth >= ReadOptions.MaxDepth)
        {
            Fault(FaultKind.TooLong, $"Elements are nested more than {ReadOptions.MaxDepth} deep.", definition, weight: FaultWeight.Error);
            _json.Skip();
            return false;
        }

        var node = _tree.Add(definition, start, 0, NodeFlags.None);
        _trail.Enter(definition);
        ReadProperties(node, definition.Type);
        _trail.Leave();
        _tree.Close(node);
        _tree[node].Length = isCompanion ? 0 : (int)_json.BytesConsumed - start;
        return _tree.IsHollow(node);
    }

    private void ReadProperties(int owner, TypeDefinition type)
    {
        var elements = type.Index;
        var seen = new SeenProperties(stackalloc ulong[SeenProperties.WordsFor(elements.Count)]);
        var start = (int)_json.TokenStartIndex;
        var count = 0;
        var hasType = false;
        var hasHollow = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            _trail.Item = -1;
            var name = JsonText.Of(in _json);
            if (type.IsResource && name.SequenceEqual("resourceType"u8))
            {
                if (hasType)
                    Fault(FaultKind.Structure, "The property resourceType stands twice in one object.");
                hasType = true;
                SkipValue();
                continue;
            }

            var isCompanion = name.Length > 1 && name[0] == '_';
            if (elements.Find(isCompanion ? name[1..] : name) is not { } definition || (isCompanion && !definition.HasCompanion))
            {
                _trail.UnknownProperty(type, name, (int)_json.TokenStartIndex);
                SkipValue();
            }
            else if (!seen.Add(definition.Ordinal, isCompanion))
            {
                Fault(FaultKind.Structure, $"The element {definition.Name} stands twice in one object.", definition);
                SkipValue();
            }
            else
            {
                hasHollow |= seen.Has(definition.Ordinal, !isCompanion)
                    ? ReadOtherHalf(owner, definition, isCompanion)
                    : _json.Read() && ReadValue(definition, isCompanion);
            }
        }

        _trail.Item = -1;
        if (count == 0)
            Fault(FaultKind.Structure, "The object is empty.", offset: start);
        if (hasHollow)
            Sweep(owner);
    }

    // At the name of a value whose companion was met before, or the other way round.
    private bool ReadOtherHalf(int owner, ElementDefinition definition, bool isCompanion)
    {
        var first = Find(owner, definition.Ordinal);
        if (first >= 0 && !ReferenceEquals(_tree[first].Definition, definition))
        {
            Fault(FaultKind.Structure, $"The element {definition.Name} stands twice in one object.", definition);
            SkipValue();
            return false;
        }

        var start = (int)_json.TokenStartIndex;
        var second = _tree.Count;
        _json.Read();
        var hasHollow = ReadValue(definition, isCompanion);
        if (first < 0 || second == _tree.Count)
            return hasHollow;
        var (firsts, seconds) = _tree.Merge(first, second);
        if (firsts != seconds)
            Fault(FaultKind.Structure, "The values and their _ companions differ in number.", definition, start);
        return hasHollow;
    }

    // At the first token of the value. True when an element came out empty.
    private bool ReadValue(ElementDefinition definition, bool isCompanion)
    {
        if (definition.IsArray == (_json.TokenType == JsonTokenType.StartArray))
            return definition.IsArray ? ReadArray(definition, isCompanion) : ReadItem(definition, isCompanion);
        Fault(FaultKind.Structure, definition.IsArray ? "The element repeats and must be an array." : "The element does not repeat and cannot be an array.", definition);
        _json.Skip();
        return false;
    }

    private bool ReadArray(ElementDefinition definition, bool isCompanion)
    {
        var hasHollow = false;
        var start = (int)_json.TokenStartIndex;
        var count = 0;
        for (; _json.Read() && _json.TokenType != JsonTokenType.EndArray; count++)
        {
            _trail.Item = count;
            hasHollow |= ReadItem(definition, isCompanion);
        }

        _trail.Item = -1;
        if (count == 0)
            Fault(FaultKind.Structure, "The array is empty.", definition, start);
        return hasHollow;
    }

    // One value, companion object, complex object or resource.
    private bool ReadItem(ElementDefinition definition, bool isCompanion)
    {
        if (!isCompanion && definition.Type.IsPrimitive)
            return ReadPrimitive(definition);
        if (_json.TokenType == JsonTokenType.StartObject)
        {
            if (isCompanion || !definition.HoldsResource)
                return ReadObject(definition, isCompanion);
            if (ReadResourceType(definition.Type, definition) is { } type)
                return ReadObject(definition.As(type), false);
            _json.Skip();
            return false;
        }

        if (_json.TokenType != JsonTokenType.Null || !isCompanion || !definition.IsArray)
            Fault(FaultKind.Structure, $"The element must be an object, not {JsonWords.Token(_json.TokenType)}.", definition);
        if (isCompanion)
            return LeaveEmpty(definition);
        _json.Skip();
        return false;
    }

    private bool ReadPrimitive(ElementDefinition definition)
    {
        var kind = definition.Type.Primitive;
        if (!JsonWords.IsFit(kind, _json.TokenType))
        {
            if (_json.TokenType != JsonTokenType.Null || !definition.IsArray)
                Fault(FaultKind.Structure, $"The value must be {JsonWords.Due(kind)}, not {JsonWords.Token(_json.TokenType)}.", definition);
            return LeaveEmpty(definition);
        }

        var start = (int)_json.TokenStartIndex + (_json.TokenType == JsonTokenType.String ? 1 : 0);
        if (_json.ValueIsEscaped)
        {
            if (!_trail.CheckEscaped(definition, kind, _json.ValueSpan, start - 1))
                return LeaveEmpty(definition);
            _tree.Add(definition, start, _json.ValueSpan.Length, NodeFlags.Value | NodeFlags.Escaped);
            return false;
        }

        if (kind != PrimitiveKind.Boolean)
            _trail.Check(definition, kind, _json.ValueSpan, (int)_json.TokenStartIndex);
        _tree.Add(definition, start, _json.ValueSpan.Length, NodeFlags.Value);
        return false;
    }

    // A primitive that cannot be read still takes its place in an array, where a companion may belong to it.
    private bool LeaveEmpty(ElementDefinition definition)
    {
        if (definition.IsArray)
            _tree.Add(definition, (int)_json.TokenStartIndex, 0, NodeFlags.None);
        _json.Skip();
        return definition.IsArray;
    }

    // Empty nodes were reported where they arose, except for nulls, to which a companion could have given content.
    private void Sweep(int owner)
    {
        ElementDefinition? last = null;
        for (var i = owner + 1; i < _tree.Count; i += _tree[i].Size)
        {
            var definition = _tree[i].Definition;
            _trail.Item = ReferenceEquals(definition, last) ? _trail.Item + 1 : 0;
            last = definition;
            if (_tree.IsHollow(i) && _text[_tree[i].Start] == 'n')
                Fault(FaultKind.Structure, "A null stands for a value that has neither id nor extensions.", definition, _tree[i].Start);
        }

        _trail.Item = -1;
        _tree.RemoveHollow(owner);
    }

    private readonly int Find(int owner, int ordinal)
    {
        for (var i = owner + 1; i < _tree.Count; i += _tree[i].Size)
            if (_tree[i].Definition.Ordinal == ordinal)
                return i;
        return -1;
    }

    private void SkipValue()
    {
        _json.Read();
        _json.Skip();
    }

    private readonly void Fault(FaultKind kind, string message, ElementDefinition? definition = null, int offset = -1, FaultWeight weight = FaultWeight.Usual) =>
        _trail.Fault(kind, message, definition?.Name, offset >= 0 ? offset : (int)_json.TokenStartIndex, weight);
}
