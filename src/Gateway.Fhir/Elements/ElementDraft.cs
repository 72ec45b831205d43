using System.Buffers;
using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements.Primitives;
using Gateway.Fhir.Json;

namespace Gateway.Fhir.Elements;

/// <summary>
/// The editable form of an element, new or taken from a tree. <see cref="Build"/> makes an immutable tree in which all that was not
/// touched is shared with the tree it came from; that tree is never changed. Not safe for use by two threads.
/// </summary>
public sealed class ElementDraft
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private readonly Element _origin;
    private List<Part>? _parts;
    private byte[]? _value;
    private bool _isValueSet;

    internal ElementDraft(Element origin)
        : this(origin, origin.Definition)
    {
    }

    private ElementDraft(Element origin, ElementDefinition definition)
    {
        _origin = origin;
        Definition = definition;
    }

    internal ElementDraft(ElementDefinition definition)
    {
        Definition = definition;
        _parts = [];
        _isValueSet = true;
    }

    public ElementDefinition Definition { get; }

    public TypeDefinition Type => Definition.Type;

    /// <summary>The primitive value as text; null for none.</summary>
    public string? Text => !_isValueSet ? _origin.Text : _value is null ? null : Encoding.UTF8.GetString(_value);

    /// <summary>A new, empty element of that type.</summary>
    public static ElementDraft New(TypeDefinition type) => new(type.Root);

    /// <summary>Sets the primitive value, or takes it away with null.</summary>
    /// <exception cref="FormatException">The text is not a value of the element's type; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The element is not a primitive.</exception>
    public ElementDraft SetText(string? text)
    {
        if (!Type.IsPrimitive)
            throw new InvalidOperationException($"{Definition} is a {Type.Name}, which has no value of its own.");
        var value = text is null ? null : Bytes(text);
        if (value is not null && PrimitiveFormat.Fault(Type.Primitive, value) is { } fault)
            throw new FormatException($"{Definition}: {fault}");
        (_value, _isValueSet) = (value, true);
        return this;
    }

    /// <summary>Adds an empty child after those of its name. A choice takes its type from <paramref name="type"/> or from the name (<c>valueCode</c>).</summary>
    /// <exception cref="ArgumentException">The type has no such element, or not of that type.</exception>
    /// <exception cref="InvalidOperationException">The element does not repeat and is there already.</exception>
    public ElementDraft Add(string name, TypeDefinition? type = null)
    {
        var draft = new ElementDraft(Place(name, type));
        Insert(new Part(draft.Definition, default, draft));
        return draft;
    }

    /// <summary>Adds a primitive child with that value; when that is refused, nothing is added.</summary>
    public ElementDraft AddText(string name, string text)
    {
        var draft = new ElementDraft(Place(name, null)).SetText(text);
        Insert(new Part(draft.Definition, default, draft));
        return this;
    }

    /// <summary>Adds an existing element, from whatever tree, as a child of that name; its content is shared, not copied.</summary>
    public ElementDraft Put(string name, Element content)
    {
        Insert(new Part(Place(name, content.Type), content, null));
        return this;
    }

    /// <summary>An editable form of a child of the element that this draft was made from; what is done to it shows in this draft.</summary>
    /// <exception cref="ArgumentException">The element is not a child here (any more).</exception>
    public ElementDraft Edit(Element child)
    {
        var index = Find(child);
        if (index < 0)
            throw new ArgumentException("The element is not a child of this draft.", nameof(child));
        var draft = new ElementDraft(child, Parts[index].Definition);
        Parts[index] = new Part(draft.Definition, default, draft);
        return draft;
    }

    /// <summary>The drafts and kept elements of that name are taken away; returns how many.</summary>
    public int Remove(string name) => Parts.RemoveAll(p => p.Definition.Name == name);

    /// <summary>Takes one child away.</summary>
    public bool Remove(Element child)
    {
        var index = Find(child);
        if (index >= 0)
            Parts.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>True when the draft has neither a value nor children, which FHIR does not allow in an element.</summary>
    public bool IsEmpty => Text is null && (_parts?.Count == 0 || (_parts is null && !_origin.Children.Any()));

    /// <summary>The immutable tree. The draft can be edited on, without effect on what was built.</summary>
    public Element Build()
    {
        using var nodes = new TreeBuilder(64);
        var text = new ArrayBufferWriter<byte>();
        var grafts = new List<Element>();
        Build(nodes, text, grafts);
        return new ElementTree(text.WrittenSpan.ToArray(), nodes.ToNodes(), [.. grafts], SourcePlaces.None).Root;
    }

    private List<Part> Parts => _parts ??= [.. _origin.Children.Select(c => new Part(c.Definition, c, null))];

    private int Find(Element child) => Parts.FindIndex(p => p.Draft is null && p.Kept == child);

    private void Build(TreeBuilder nodes, ArrayBufferWriter<byte> text, List<Element> grafts)
    {
        if (!_isValueSet && _parts is null)
        {
            Graft(nodes, grafts, Definition, _origin);
            return;
        }

        var node = nodes.Add(Definition, 0, 0, NodeFlags.None);
        if (!_isValueSet && _origin.HasValue)
            Value(ref nodes[node], text, Encoding.UTF8.GetBytes(_origin.Text!));
        else if (_value is not null)
            Value(ref nodes[node], text, _value);
        foreach (var part in Parts)
        {
            if (part.Draft is null)
                Graft(nodes, grafts, part.Definition, part.Kept);
            else
                part.Draft.Build(nodes, text, grafts);
        }

        nodes.Close(node);
    }

    private static void Graft(TreeBuilder nodes, List<Element> grafts, ElementDefinition definition, Element kept)
    {
        nodes.Add(definition, grafts.Count, 0, NodeFlags.Graft);
        grafts.Add(kept.Content);
    }

    private static void Value(ref ElementNode node, ArrayBufferWriter<byte> text, byte[] value)
    {
        node.Start = text.WrittenCount;
        node.Length = value.Length;
        node.Flags = NodeFlags.Value | (JsonText.NeedsEscape(value) ? NodeFlags.Unclean : 0);
        text.Write(value);
    }

    private byte[] Bytes(string text)
    {
        try
        {
            return s_utf8.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException($"{Definition}: The text holds half of a surrogate pair.", e);
        }
    }

    private ElementDefinition Place(string name, TypeDefinition? type)
    {
        var definition = Type.Find(name) ?? throw new ArgumentException($"{Type.Path} has no element {name}.", nameof(name));
        if (definition.IsChoice)
        {
            definition = type is null
                ? throw new ArgumentException($"{definition} is a choice: its type must be named.", nameof(type))
                : definition.Variants.FirstOrDefault(v => IsNamed(v.TypeCode, type))
                    ?? throw new ArgumentException($"{definition} cannot be a {type.Name}.", nameof(type));
        }

        if (definition.HoldsResource)
            return type is { IsResource: true, IsAbstract: false } ? definition.As(type) : throw new ArgumentException($"{definition} holds a resource: its type must be named.", nameof(type));
        if (type is null || IsSame(type, definition.Type))
            return definition;
        return IsOneOf(definition, type) ? definition.As(type) : throw new ArgumentException($"{definition} is a {definition.Type.Name}, not a {type.Name}.", nameof(type));
    }

    // Logical models may list several types without calling it a choice, or name an abstract one. The variant of a choice has its one type.
    private static bool IsOneOf(ElementDefinition definition, TypeDefinition type) => definition.JsonName == definition.Name
        && (definition.Facts.Types is [_] ? definition.Type.IsAbstract && type.Is(definition.Type) : definition.Facts.Types.Any(t => IsNamed(t.Code, type)));

    // Types of the same name from another set of definitions will do; nested ones all bear one name, and are known by their path.
    private static bool IsSame(TypeDefinition left, TypeDefinition right) =>
        ReferenceEquals(left, right) || (left.Name == right.Name && left.IsNested == right.IsNested && (!left.IsNested || left.Path == right.Path));

    // Logical models name each other by URL.
    private static bool IsNamed(string code, TypeDefinition type) => code == type.Name || (!type.IsNested && code == type.Url);

    private void Insert(Part part)
    {
        // Content read from JSON keeps its own order: a repetition joins its kind wherever that stands.
        var same = Parts.FindLastIndex(p => p.Definition.Ordinal == part.Definition.Ordinal);
        if (same >= 0 && !part.Definition.IsArray)
            throw new InvalidOperationException($"{part.Definition} does not repeat and is there already.");
        var after = same >= 0 ? same : Parts.FindLastIndex(p => p.Definition.Ordinal < part.Definition.Ordinal);
        Parts.Insert(after + 1, part);
    }

    private readonly record struct Part(ElementDefinition Definition, Element Kept, ElementDraft? Draft);
}
