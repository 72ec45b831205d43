using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;

namespace Gateway.Access.Redaction;

/// <summary>One showing of a resource: what was left out, and whether something came up that is no content at all.</summary>
internal sealed class ProjectionRun
{
    private readonly List<string> _removed = [];

    /// <summary>The paths of what was left out, each once.</summary>
    public IReadOnlyList<string> Removed => _removed;

    /// <summary>True when a value is none of its type, or repeats where it must not: content that was read tolerantly may be like that, and is not shown.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Notes that an element was left out, or a part of it.</summary>
    public void Leave(Element element) => Leave(element.Definition.Facts.Path);

    public void Leave(string path)
    {
        foreach (var known in _removed)
            if (ReferenceEquals(known, path) || known == path)
                return;
        _removed.Add(path);
    }

    /// <summary>Copies the value of a primitive, without its id and extensions.</summary>
    public void Value(Element value, ElementDraft to) => Value(value, value.Definition, to);

    /// <summary>Copies the value of a primitive to an element of that definition.</summary>
    public void Value(Element value, ElementDefinition definition, ElementDraft to)
    {
        var text = Utf8Value.Of(value);
        if (PrimitiveFormat.Fault(definition.Type.Primitive, text) is not null || !HasRoom(definition, to))
            IsFaulty = true;
        else if (ReferenceEquals(value.Definition, definition) && value.Content.Node.Size == 1)
            to.Put(definition, value);
        else
            to.AddValue(definition, text.ToArray());
    }

    /// <summary>Copies an element as it is.</summary>
    public void Whole(Element element, ElementDraft to)
    {
        if (HasRoom(element.Definition, to))
            to.Put(element.Definition, element);
        else
            IsFaulty = true;
    }

    /// <summary>Adds an element that is built of parts.</summary>
    public void Add(ElementDefinition definition, ElementDraft built, ElementDraft to)
    {
        if (HasRoom(definition, to))
            to.Attach(definition, built);
        else
            IsFaulty = true;
    }

    private static bool HasRoom(ElementDefinition definition, ElementDraft to) => definition.IsArray || to.Count(definition) == 0;
}
