namespace Gateway.Fhir.Terminology;

/// <summary>What a code system says of a code.</summary>
public sealed record ConceptFinding(ConceptState State)
{
    /// <summary>The display of the concept, and after it its other designations; empty where none is loaded, which makes no display wrong.</summary>
    public IReadOnlyList<string> Displays { get; init; } = [];

    /// <summary>True for a concept that the system says is inactive, retired or deprecated.</summary>
    public bool IsInactive { get; init; }

    /// <summary>True for a concept that only groups others and may not be used itself (property notSelectable).</summary>
    public bool IsAbstract { get; init; }

    /// <summary>True when the concept is called so. Case and the width of spaces make no other display.</summary>
    public bool IsCalled(string display) => Displays.Any(known => string.Equals(known, display, StringComparison.OrdinalIgnoreCase) || string.Equals(Folded(known), Folded(display), StringComparison.OrdinalIgnoreCase));

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
