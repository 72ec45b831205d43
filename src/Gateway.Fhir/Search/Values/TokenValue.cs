namespace Gateway.Fhir.Search.Values;

/// <summary>
/// A code, an identifier, a boolean. A CodeableConcept gives one value for each coding, and one with only <see cref="Text"/> for its text;
/// an Identifier one for each coding of its type (one without when it has no type).
/// </summary>
/// <param name="System">The system; null where there is none.</param>
/// <param name="Key">The code or value in the form that is compared: lower case, but as it is for ids. Null when there is only a text.</param>
public sealed record TokenValue(string? System, string? Key) : IndexValue
{
    /// <summary>
    /// True when the element has no system of its own and <see cref="System"/> says what is implied: the code system that a <c>code</c> is bound to,
    /// or the kind of a ContactPoint (<c>phone</c>). Such a value is found by <c>|code</c> as well as by <c>system|code</c>.
    /// </summary>
    public bool IsSystemImplied { get; init; }

    /// <summary>What <c>:text</c> looks at (CodeableConcept.text, Coding.display, Identifier.type.text), folded as strings are.</summary>
    public string? Text { get; init; }

    /// <summary>The system of an Identifier's type, for <c>:of-type</c>.</summary>
    public string? TypeSystem { get; init; }

    /// <summary>The code of an Identifier's type, for <c>:of-type</c>, in lower case.</summary>
    public string? TypeCode { get; init; }
}
