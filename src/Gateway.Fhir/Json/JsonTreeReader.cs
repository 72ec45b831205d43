using System.Buffers;
using System.Text;
using System.Text.Json;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Json;

/// <summary>
/// Reads JSON into a tree in one pass. Each property is found in the definition of the object around it, and each value becomes a
/// node that points into the text. Faults do not stop the reading; only broken JSON does, as a <see cref="JsonException"/>.
/// The <c>_name</c> companion of a primitive is merged into the node of the value, whichever of the two comes first.
/// </summary>
internal ref struct JsonTreeReader
{
    private static readonly SearchValues<byte> s_nameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);
    private readonly ReadOnlySpan<byte> _text;
    private readonly DefinitionSet _definitions;
    private readonly ReadOptions _options;
    private readonly TreeBuilder _tree;
    private readonly FaultList _faults;
    private readonly TextPlaces _places = new();
    private readonly List<int> _open = new(16);
    private Utf8JsonReader _json;

    public JsonTreeReader(ReadOnlySpan<byte> text, DefinitionSet definitions, ReadOptions options, TreeBuilder tree, FaultList faults)
    {
        _text = text;
        _definitions = definitions;
        _options = options;
        _tree = tree;
        _faults = faults;

        // Every repeating element is an object in an array: two levels of JSON for one of FHIR.
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = (ReadOptions.MaxDepth * 2) + 2 });
    }

    /// <summary>Reads the whole text; false when no root element could be made of it.</summary>
    public bool ReadRoot(TypeDefinition? type)
    {
        if (!_json.Read())
            return false;
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            Fault(FaultKind.Structure, "The JSON is not an object.");
            return false;
        }

        type = type is null or { IsResource: true } ? ReadResourceType(type) : type;
        if (type is null)
            return false;
        ReadObject(type.Root);
        return !_json.Read();
    }

    private TypeDefinition? ReadResourceType(TypeDefinition? expected)
    {
        var ahead = _json;
        var start = (int)_json.TokenStartIndex;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isType = ahead.ValueTextEquals("resourceType"u8);
            ahead.Read();
            if (!isType)
            {
                ahead.Skip();
                continue;
            }

            var name = ahead.TokenType == JsonTokenType.String && TryUnescape(ref ahead, out var text) ? text : null;
            if (name is not null && _definitions.FindType(name) is { IsResource: true, IsAbstract: false, IsProfile: false } type && type.Name == name)
            {
                if (expected is { IsAbstract: false } && !type.Is(expected.Name))
                    Fault(FaultKind.Structure, $"The resource is a {type.Name} where a {expected.Name} is due.", start);
                return expected is { IsProfile: true } ? expected : type;
            }

            Fault(FaultKind.Structure, "The resourceType is not a type of resource that is known here.", (int)ahead.TokenStartIndex);
            return null;
        }

        Fault(FaultKind.Structure, "The resource has no resourceType.", start);
        return null;
    }

    // At StartObject; ends at EndObject.
    private int ReadObject(ElementDefinition definition)
    {
        var start = (int)_json.TokenStartIndex;
        var node = _tree.Add(definition, start, 0, NodeFlags.None);
        if (_open.Count >= ReadOptions.MaxDepth)
        {
            Fault(FaultKind.TooLong, $"Elements are nested more than {ReadOptions.MaxDepth} deep.");
            _json.Skip();
        }
        else
        {
            _open.Add(node);
            ReadProperties(node, definition.Type);
            _open.RemoveAt(_open.Count - 1);
        }

        _tree.Close(node);
        _tree[node].Length = (int)_json.BytesConsumed - start;
        return node;
    }

    private void ReadProperties(int owner, TypeDefinition type)
    {
        var elements = type.Index;
        var seen = new SeenProperties(stackalloc ulong[SeenProperties.WordsFor(elements.Count)]);
        var count = 0;
        var hasType = false;
        var nulls = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            var name = PropertyName();
            if (type.IsResource && name.SequenceEqual("resourceType"u8))
            {
                if (hasType)
                    Fault(FaultKind.Structure, "The property resourceType stands twice in one object.");
                hasType = true;
                SkipValue();
                continue;
            }

            var isCompanion = name.Length > 1 && name[0] == '_';
            if (elements.Find(isCompanion ? name[1..] : name) is not { } definition || (isCompanion && !definition.Type.IsPrimitive))
            {
                Fault(FaultKind.Structure, $"{type.Path} has no property {Shown(name)}.", property: name);
                SkipValue();
            }
            else if (!seen.Add(definition.Ordinal, isCompanion))
            {
                Fault(FaultKind.Structure, $"The element {definition.Name} stands twice in one object.", definition: definition);
                SkipValue();
            }
            else
            {
                _json.Read();
                nulls |= ReadValue(owner, definition, isCompanion, seen.Has(definition.Ordinal, !isCompanion));
            }
        }

        if (count == 0)
            Fault(FaultKind.Structure, "The object is empty.");
        if (nulls)
            CheckNulls(owner);
    }

    // At the first token of the value. True when a null stood where only a companion can give the content.
    private bool ReadValue(int owner, ElementDefinition definition, bool isCompanion, bool isMerged)
    {
        if (!definition.IsArray)
        {
            if (_json.TokenType == JsonTokenType.StartArray)
            {
                Fault(FaultKind.Structure, "The element does not repeat and cannot be an array.", definition: definition);
                _json.Skip();
            }
            else
            {
                ReadItem(definition, isCompanion, isMerged ? Find(owner, definition) : -1);
            }

            return false;
        }

        if (_json.TokenType != JsonTokenType.StartArray)
        {
            Fault(FaultKind.Structure, "The element repeats and must be an array.", definition: definition);
            _json.Skip();
            return false;
        }

        return ReadArray(owner, definition, isCompanion, isMerged);
    }

    private bool ReadArray(int owner, ElementDefinition definition, bool isCompanion, bool isMerged)
    {
        var merged = isMerged ? Find(owner, definition) : -1;
        var nulls = false;
        var beyond = false;
        var count = 0;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (isMerged && merged < 0)
            {
                beyond = true;
                _json.Skip();
                continue;
            }

            if (_json.TokenType == JsonTokenType.Null && definition.Type.IsPrimitive)
            {
                nulls = true;
                if (!isMerged)
                    _tree.Add(definition, (int)_json.TokenStartIndex, 0, NodeFlags.None);
            }
            else
            {
                ReadItem(definition, isCompanion, merged);
            }

            if (isMerged)
                merged = Next(definition, merged);
        }

        if (count == 0)
            Fault(FaultKind.Structure, "The array is empty.", definition: definition);
        if (beyond || merged >= 0)
            Fault(FaultKind.Structure, "The values and their _ companions differ in number.", definition: definition);
        return nulls;
    }

    // One value, companion object, complex object or resource. A merged node already holds the other half of a primitive.
    private void ReadItem(ElementDefinition definition, bool isCompanion, int merged)
    {
        if (isCompanion || !definition.Type.IsPrimitive)
        {
            if (_json.TokenType != JsonTokenType.StartObject)
            {
                Fault(FaultKind.Structure, $"The element must be an object, not {Token()}.", definition: definition);
                _json.Skip();
                return;
            }

            if (!isCompanion && definition.HoldsResource)
            {
                if (ReadResourceType(definition.Type) is { } type)
                    ReadObject(definition.As(type));
                else
                    _json.Skip();
                return;
            }

            var node = ReadObject(definition);
            if (merged >= 0)
            {
                // Only the children move; the node that held them is dropped first.
                var end = _tree.Count;
                for (var i = node + 1; i < end; i++)
                    _tree[i - 1] = _tree[i];
                _tree.Cut(end - 1);
                _tree.MoveInto(merged, node);
            }
            else if (isCompanion)
            {
                _tree[node].Length = 0;
            }

            return;
        }

        var flags = ReadPrimitive(definition);
        var quote = _json.TokenType == JsonTokenType.String ? 1 : 0;
        var start = (int)_json.TokenStartIndex + quote;
        var length = _json.ValueSpan.Length;
        if (flags == NodeFlags.None)
            _json.Skip();
        else if (merged < 0)
            _tree.Add(definition, start, length, flags);
        else
            (_tree[merged].Start, _tree[merged].Length, _tree[merged].Flags) = (start, length, flags);
    }

    private NodeFlags ReadPrimitive(ElementDefinition definition)
    {
        var kind = definition.Type.Primitive;
        var isFit = kind switch
        {
            PrimitiveKind.Boolean => _json.TokenType is JsonTokenType.True or JsonTokenType.False,
            PrimitiveKind.Integer or PrimitiveKind.UnsignedInt or PrimitiveKind.PositiveInt or PrimitiveKind.Decimal => _json.TokenType == JsonTokenType.Number,
            _ => _json.TokenType == JsonTokenType.String,
        };
        if (!isFit)
        {
            var due = kind switch
            {
                PrimitiveKind.Boolean => "a boolean",
                PrimitiveKind.Integer or PrimitiveKind.UnsignedInt or PrimitiveKind.PositiveInt or PrimitiveKind.Decimal => "a number",
                _ => "a string",
            };
            Fault(FaultKind.Structure, $"The value must be {due}, not {Token()}.", definition: definition);
            return NodeFlags.None;
        }

        if (kind == PrimitiveKind.Boolean)
            return NodeFlags.Value;
        if (_json.ValueIsEscaped)
            return CheckEscaped(definition, kind) ? NodeFlags.Value | NodeFlags.Escaped : NodeFlags.None;
        if (PrimitiveFormat.Fault(kind, _json.ValueSpan) is { } fault)
            Fault(FaultKind.Value, fault, definition: definition);
        else if (kind == PrimitiveKind.Id && PrimitiveFormat.Warning(kind, _json.ValueSpan) is { } warning)
            Fault(FaultKind.Value, warning, definition: definition, weight: FaultWeight.Warning);
        return NodeFlags.Value;
    }

    private bool CheckEscaped(ElementDefinition definition, PrimitiveKind kind)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(_json.ValueSpan.Length);
        var length = JsonText.Unescape(_json.ValueSpan, buffer);
        var fault = length < 0 ? "The string holds an escape that is no character." : PrimitiveFormat.Fault(kind, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        if (fault is not null)
            Fault(FaultKind.Value, fault, definition: definition, weight: length < 0 ? FaultWeight.Error : FaultWeight.Usual);
        return length >= 0;
    }

    private void CheckNulls(int owner)
    {
        for (var i = owner + 1; i < _tree.Count; i += _tree[i].Size)
            if (!_tree[i].HasValue && _tree[i].Size == 1 && _tree[i].Definition is { IsArray: true, Type.IsPrimitive: true } definition)
                Fault(FaultKind.Structure, "A null stands for a value that has neither id nor extensions.", _tree[i].Start, definition: definition);
    }

    private readonly int Find(int owner, ElementDefinition definition)
    {
        for (var i = owner + 1; i < _tree.Count; i += _tree[i].Size)
            if (ReferenceEquals(_tree[i].Definition, definition))
                return i;
        return -1;
    }

    private readonly int Next(ElementDefinition definition, int item)
    {
        var next = item + _tree[item].Size;
        return next < _tree.Count && ReferenceEquals(_tree[next].Definition, definition) ? next : -1;
    }

    private ReadOnlySpan<byte> PropertyName()
    {
        if (!_json.ValueIsEscaped)
            return _json.ValueSpan;
        return TryUnescape(ref _json, out var name) ? Encoding.UTF8.GetBytes(name) : "?"u8;
    }

    private static bool TryUnescape(ref Utf8JsonReader json, out string text)
    {
        var buffer = new byte[json.ValueSpan.Length];
        var length = JsonText.Unescape(json.ValueSpan, buffer);
        text = length < 0 ? "" : Encoding.UTF8.GetString(buffer, 0, length);
        return length >= 0;
    }

    private void SkipValue()
    {
        _json.Read();
        _json.Skip();
    }

    private readonly string Token() => _json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "a boolean",
    };

    // Names of unknown properties help; long or odd ones could be data.
    private static string Shown(ReadOnlySpan<byte> name) =>
        name.Length <= 64 && !name.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? $"'{Encoding.ASCII.GetString(name)}'" : "of that name";

    private readonly void Fault(FaultKind kind, string message, int offset = -1, ElementDefinition? definition = null, ReadOnlySpan<byte> property = default, FaultWeight weight = FaultWeight.Usual)
    {
        var (line, column) = _places.At(_text, offset >= 0 ? offset : (int)_json.TokenStartIndex);
        var step = definition?.Name ?? (property.IsEmpty ? null : Step(property));
        var isWarning = weight == FaultWeight.Warning || (weight == FaultWeight.Usual && _options.IsTolerant);
        _faults.Add(new Fault(kind, message, OpenPath.Of(_tree, _open, step, definition), line, column, isWarning));
    }

    private static string? Step(ReadOnlySpan<byte> name) =>
        name.Length <= 64 && !name.ContainsAnyExcept(s_nameBytes) ? Encoding.ASCII.GetString(name) : null;
}
