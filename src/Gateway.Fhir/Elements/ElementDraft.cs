using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Fhir.Elements;

/// <summary>
/// The editable form of an element, new or taken from a tree. <see cref="Build"/> makes an immutable tree in which all that was not
/// touched is shared with the tree it came from; that tree is never changed. Not safe for use by two threads.
/// </summary>
public sealed class ElementDraft
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private readonly Element _origin;
    private DraftParts _parts;
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
        _isValueSet = true;
    }

    public ElementDefinition Definition { get; }

    public TypeDefinition Type => Definition.Type;

    /// <summary>The primitive value as text; null for none.</summary>
    public string? Text => !_isValueSet ? _origin.Text : _value is null ? null : Encoding.UTF8.GetString(_value);

    /// <summary>The primitive value as UTF-8; null for none.</summary>
    internal byte[]? Value => _isValueSet ? _value : Bytes(_origin);

    /// <summary>A new, empty element of that type.</summary>
    public static ElementDraft New(TypeDefinition type) => new(type.Root);

    /// <summary>Sets the primitive value, or takes it away with null.</summary>
    /// <exception cref="FormatException">The text is not a value of the element's type; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The element is not a primitive.</exception>
    public ElementDraft SetText(string? text)
    {
        SetValue(text is null ? null : Checked(Definition, text));
        return this;
    }

    /// <summary>Sets the primitive value to text that is known to be one of the element's type.</summary>
    internal void SetValue(byte[]? utf8) => (_value, _isValueSet) = (utf8, true);

    /// <summary>Adds an empty child after those of its name. A choice takes its type from <paramref name="type"/> or from the name (<c>valueCode</c>).</summary>
    /// <exception cref="ArgumentException">The type has no such element, or not of that type.</exception>
    /// <exception cref="InvalidOperationException">The element does not repeat and is there already.</exception>
    public ElementDraft Add(string name, TypeDefinition? type = null)
    {
        var draft = new ElementDraft(DraftPlace.Find(Type, name, type));
        Insert(new DraftPart(draft.Definition, draft));
        return draft;
    }

    /// <summary>Adds an empty child, before those of its name where it is to be the first. Here and below, what does not repeat takes the place of what is there.</summary>
    internal ElementDraft Add(ElementDefinition child, bool isFirst = false)
    {
        var draft = new ElementDraft(child);
        Attach(child, draft, isFirst);
        return draft;
    }

    /// <summary>Makes a draft, whose type must be the child's, a child of this one; what is done to it later shows here.</summary>
    internal void Attach(ElementDefinition child, ElementDraft draft, bool isFirst = false) => Replace(new DraftPart(child, draft), isFirst);

    /// <summary>Adds a primitive child whose text is known to be a value of its type.</summary>
    internal void AddValue(ElementDefinition child, byte[] utf8, bool isFirst = false) => Replace(new DraftPart(child, utf8), isFirst);

    /// <summary>Adds an existing element of that very type.</summary>
    internal void Put(ElementDefinition child, Element content, bool isFirst = false) => Replace(new DraftPart(child, content), isFirst);

    /// <summary>Adds an existing element of that very type as the one with that number, from 0, among those of its name.</summary>
    internal void PutAt(ElementDefinition child, Element content, int number)
    {
        ref var parts = ref Parts;
        var first = parts.FirstOf(child.Ordinal);
        if (first < 0)
            Put(child, content);
        else
            parts.Insert(first + number, new DraftPart(child, content));
    }

    /// <summary>The last child of that name in editable form; null when there is none, or when it is of another type.</summary>
    internal ElementDraft? Last(ElementDefinition child)
    {
        ref var parts = ref Parts;
        var index = parts.LastOf(child.Ordinal);
        return index >= 0 && ReferenceEquals(parts[index].Definition, child) ? Drafted(index) : null;
    }

    /// <summary>True when the draft is that one or lies in it.</summary>
    internal bool IsIn(ElementDraft outer)
    {
        if (ReferenceEquals(this, outer))
            return true;
        for (var i = 0; i < outer._parts.Count; i++)
            if (outer._parts[i].Draft is { } inner && IsIn(inner))
                return true;
        return false;
    }

    /// <summary>The text of the first child of that name.</summary>
    internal string? TextOf(string name) => ValueOf(name) is { } value ? Encoding.UTF8.GetString(value) : null;

    /// <summary>The same as UTF-8.</summary>
    internal byte[]? ValueOf(string name)
    {
        ref var parts = ref Parts;
        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Definition.Name == name)
                return parts[i].Value ?? (parts[i].Draft is { } draft ? draft.Value : Bytes(parts[i].Kept));
        return null;
    }

    /// <summary>The child that was put in last, or first where it was put first, in editable form.</summary>
    internal ElementDraft? LastOf(ElementDefinition child, bool isFirst)
    {
        var index = isFirst ? Parts.FirstOf(child.Ordinal) : Parts.LastOf(child.Ordinal);
        return index < 0 ? null : Drafted(index);
    }

    /// <summary>The children of that name in editable form.</summary>
    internal IEnumerable<ElementDraft> Drafts(string name)
    {
        for (var i = 0; i < Parts.Count; i++)
            if (Parts[i].Definition.Name == name)
                yield return Drafted(i);
    }

    internal int Count(ElementDefinition child) => Parts.CountOf(child.Ordinal);

    internal void RemoveAll(ElementDefinition child) => Parts.RemoveAll(child.Ordinal);

    /// <summary>Adds a primitive child with that value; when that is refused, nothing is added.</summary>
    public ElementDraft AddText(string name, string text)
    {
        var definition = DraftPlace.Find(Type, name, null);
        Insert(new DraftPart(definition, Checked(definition, text)));
        return this;
    }

    /// <summary>Adds an existing element, from whatever tree, as a child of that name; its content is shared, not copied.</summary>
    public ElementDraft Put(string name, Element content)
    {
        Insert(new DraftPart(DraftPlace.Find(Type, name, content.Type), content));
        return this;
    }

    /// <summary>An editable form of a child of the element that this draft was made from; what is done to it shows in this draft.</summary>
    /// <exception cref="ArgumentException">The element is not a child here (any more).</exception>
    public ElementDraft Edit(Element child)
    {
        var index = Find(child);
        if (index < 0)
            throw new ArgumentException("The element is not a child of this draft.", nameof(child));
        return Drafted(index);
    }

    /// <summary>The drafts and kept elements of that name are taken away; returns how many.</summary>
    public int Remove(string name)
    {
        ref var parts = ref Parts;
        var before = parts.Count;
        for (var i = before - 1; i >= 0; i--)
            if (parts[i].Definition.Name == name)
                parts.RemoveAt(i);
        return before - parts.Count;
    }

    /// <summary>Takes one child away.</summary>
    public bool Remove(Element child)
    {
        var index = Find(child);
        if (index >= 0)
            Parts.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Takes away a child that is a draft.</summary>
    internal void Remove(ElementDraft child)
    {
        ref var parts = ref Parts;
        for (var i = parts.Count - 1; i >= 0; i--)
            if (ReferenceEquals(parts[i].Draft, child))
                parts.RemoveAt(i);
    }

    /// <summary>True when the draft has neither a value nor children, which FHIR does not allow in an element.</summary>
    public bool IsEmpty => Text is null && (_parts.IsOpen ? _parts.Count == 0 : _origin.IsNone || !_origin.Children.Any());

    /// <summary>The immutable tree; parts that are empty are left out of it, as FHIR has no empty elements. The draft can be edited on, without effect on what was built.</summary>
    public Element Build()
    {
        using var built = new DraftBuild();
        Build(Definition, built);
        return built.ToRoot();
    }

    private ref DraftParts Parts
    {
        get
        {
            if (!_parts.IsOpen && !_origin.IsNone)
            {
                _parts.Open();
                foreach (var child in _origin.Children)
                    _parts.Add(new DraftPart(child.Definition, child));
            }

            return ref _parts;
        }
    }

    private int Find(Element child)
    {
        ref var parts = ref Parts;
        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Kept is { IsNone: false } kept && kept == child)
                return i;
        return -1;
    }

    private ElementDraft Drafted(int index)
    {
        ref var part = ref Parts[index];
        if (part.Draft is { } there)
            return there;
        var draft = part.Value is not null ? new ElementDraft(part.Definition) : new ElementDraft(part.Kept, part.Definition);
        if (part.Value is { } value)
            draft.SetValue(value);
        part = new DraftPart(part.Definition, draft);
        return draft;
    }

    private void Build(ElementDefinition definition, DraftBuild built)
    {
        if (!_isValueSet && !_parts.IsOpen)
        {
            built.Keep(definition, _origin);
            return;
        }

        var node = built.Open(definition);
        if (!_isValueSet && _origin.HasValue)
            built.Value(node, _origin);
        else if (_value is not null)
            built.Value(node, _value);
        ref var parts = ref Parts;
        for (var i = 0; i < parts.Count; i++)
            Build(parts[i], built);
        built.Close(node);
    }

    private static void Build(in DraftPart part, DraftBuild built)
    {
        if (part.Value is { } value)
            built.Value(built.Open(part.Definition), value);
        else if (part.Draft is { } draft)
            draft.Build(part.Definition, built);
        else
            built.Keep(part.Definition, part.Kept);
    }

    private static byte[] Checked(ElementDefinition definition, string text)
    {
        var value = Bytes(definition, text);
        if (!definition.Type.IsPrimitive)
            throw new InvalidOperationException($"{definition} is a {definition.Type.Name}, which has no value of its own.");
        return PrimitiveFormat.Fault(definition.Type.Primitive, value) is { } fault ? throw new FormatException($"{definition}: {fault}") : value;
    }

    private static byte[]? Bytes(Element element) => element.Text is { } text ? Encoding.UTF8.GetBytes(text) : null;

    private static byte[] Bytes(ElementDefinition definition, string text)
    {
        try
        {
            return s_utf8.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new FormatException($"{definition}: The text holds half of a surrogate pair.", e);
        }
    }

    private void Replace(in DraftPart part, bool isFirst)
    {
        if (!part.Definition.IsArray)
            Parts.RemoveAll(part.Ordinal);
        Insert(part, isFirst);
    }

    private void Insert(in DraftPart part, bool isFirst = false)
    {
        // New elements are mostly filled in the order of the definition.
        ref var parts = ref Parts;
        var ordinal = part.Ordinal;
        var step = parts.Count == 0 ? 1 : ordinal - parts[parts.Count - 1].Ordinal;
        if (_origin.IsNone && (step > 0 || (step == 0 && part.Definition.IsArray && !isFirst)))
        {
            parts.Add(part);
            return;
        }

        // Content read from JSON keeps its own order: a repetition joins its kind wherever that stands.
        var same = parts.LastOf(ordinal);
        if (same >= 0 && !part.Definition.IsArray)
            throw new InvalidOperationException($"{part.Definition} does not repeat and is there already.");
        parts.Insert(same >= 0 && isFirst ? parts.FirstOf(ordinal) : (same >= 0 ? same : parts.LastBefore(ordinal)) + 1, part);
    }
}
