using Gateway.Access.Labels;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>What was said by the elements that are taken out: by these words and codes it would be recognised elsewhere.</summary>
internal sealed class RestatedFacts
{
    private const int Shortest = 2;
    private const int ShortestInside = 4;
    private readonly List<string> _words = [];
    private readonly List<Element> _codings = [];

    /// <summary>True when something coded was taken out, which notes may say in words of their own.</summary>
    public bool HasCodes => _codings.Count > 0;

    /// <summary>Learns what an element says.</summary>
    public void Learn(Element element)
    {
        if (ReferenceEquals(element.Type, CodeSet.Coding))
            _codings.Add(element);
        foreach (var child in element.Children)
        {
            if (child.Type.Name == "Extension" && Utf8Value.OfChild(child, Names.Url).SequenceEqual(ResourceLabels.InlineUrl))
                continue;
            Learn(child);
        }

        if (element.HasValue && IsTelling(element.Definition) && element.Text is { Length: >= Shortest } text && !_words.Contains(text))
            _words.Add(text);
    }

    /// <summary>True when a Coding is one of those that were taken out.</summary>
    public bool IsSame(Element coding)
    {
        var code = Utf8Value.OfChild(coding, Names.Code);
        if (code.IsEmpty)
            return false;
        foreach (var taken in _codings)
            if (code.SequenceEqual(Utf8Value.OfChild(taken, Names.Code)) && AreAlike(Utf8Value.OfChild(coding, Names.System), Utf8Value.OfChild(taken, Names.System)))
                return true;
        return false;
    }

    /// <summary>True when a value holds one of the words: a short one by itself, a longer one anywhere.</summary>
    public bool AreIn(Element value)
    {
        if (_words.Count == 0 || !value.HasValue || !IsTelling(value.Definition) || value.Text is not { } text)
            return false;
        foreach (var word in _words)
            if (word.Length >= ShortestInside ? text.Contains(word, StringComparison.OrdinalIgnoreCase) : IsAlone(word, text))
                return true;
        return false;
    }

    // A code without its system may be of any.
    private static bool AreAlike(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => left.IsEmpty || right.IsEmpty || left.SequenceEqual(right);

    // Numbers, times, codes of the standard's own lists, names of systems and units are the same in many places.
    private static bool IsTelling(ElementDefinition definition)
    {
        switch (definition.Type.Primitive)
        {
            case PrimitiveKind.String or PrimitiveKind.Markdown:
                return definition.Facts.Path is not ("Quantity.unit" or "Coding.version") && definition.Name != "linkId";
            case PrimitiveKind.Code:
                return definition.Facts.Binding is not { Strength: BindingStrength.Required } && definition.Facts.Path != "Quantity.code" && definition.Name != "language";
            case PrimitiveKind.Uri:
                return definition.NameId != Names.System && definition.Facts.Path is not ("Extension.url" or "Reference.type" or "Meta.profile" or "Meta.source");
            default:
                return false;
        }
    }

    private static bool IsAlone(string word, string text)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length])))
                return true;
        return false;
    }
}
