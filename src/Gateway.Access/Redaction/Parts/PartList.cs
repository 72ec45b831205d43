using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>The parts that are shown of elements of one type. It may hold itself, as answers hold questions.</summary>
internal sealed class PartList(TypeDefinition type)
{
    private ViewPart[] _parts = [];
    private bool[] _named = [];
    private ElementDefinition[] _required = [];

    public TypeDefinition Type { get; } = type;

    public IReadOnlyList<ViewPart> Parts => _parts;

    public void Set(IReadOnlyList<ViewPart> parts)
    {
        _parts = [.. parts];
        // Every resource that is shown has its own id, and metadata of its own.
        _named = [.. Type.Elements.Select(e => parts.Any(p => p.Definition.Ordinal == e.Ordinal) || (Type.IsResource && e.Name is "id" or "meta"))];
        _required = [.. Type.Elements.Where(e => e.Facts.Min > 0)];
    }

    /// <summary>Copies the parts; false when what is left would mean something else.</summary>
    public bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        foreach (var child in from.Children)
            if (child.Definition.Ordinal >= _named.Length || !_named[child.Definition.Ordinal])
                run.Leave(child);
        foreach (var part in _parts)
            if (!part.Copy(from, to, run))
                return false;
        return true;
    }

    /// <summary>Says of required elements that are not shown that they are masked; false where that cannot be said, as a choice has no type to be masked in.</summary>
    public bool Mask(ElementDraft draft)
    {
        foreach (var required in _required)
        {
            if (draft.Count(required) > 0)
                continue;
            if (required.IsChoice)
                return false;
            Masked.Add(required, draft);
        }

        return true;
    }
}
