using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Xml;

/// <summary>The children of one element as far as they were read: how many of each, and whether their order is the definition's.</summary>
/// <param name="elements">The elements that the parent may have.</param>
/// <param name="counts">Zeros, one for each of them.</param>
internal ref struct XmlSiblings(ElementIndex elements, Span<int> counts)
{
    private readonly Span<int> _counts = counts;
    private int _previous = -1;
    private int _last = -1;

    /// <summary>True when a child stood before one that it belongs after.</summary>
    public bool IsDisordered { get; private set; }

    /// <summary>The number that the next child of that kind has among its repetitions; -1 where it does not repeat.</summary>
    public readonly int Index(ElementDefinition child) => child.IsArray ? _counts[child.Ordinal] : -1;

    public readonly bool IsOneTooMany(ElementDefinition child) => !child.IsArray && _counts[child.Ordinal] > 0;

    /// <summary>Notes a child; what is wrong with where it stands, or null.</summary>
    public string? Add(ElementDefinition child)
    {
        var isMisplaced = child.Ordinal < _last && child.Ordinal != _previous;
        var isRepeated = _counts[child.Ordinal]++ > 0;
        _previous = child.Ordinal;
        _last = Math.Max(_last, _previous);
        IsDisordered |= isMisplaced;
        return !isMisplaced ? null
            : isRepeated ? $"The repetitions of {child.Name} do not stand next to each other."
            : $"XML has an order: {child.JsonName} stands before {elements.Elements[_last].JsonName}.";
    }
}
