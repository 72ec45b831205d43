using Gateway.Fhir.Terminology;

namespace Gateway.Sources.Terminology;

/// <summary>What a code becomes.</summary>
/// <param name="Code">The code.</param>
/// <param name="ConceptMap">The canonical URL of the ConceptMap; null for any.</param>
public sealed record TranslationQuestion(CodedValue Code, string? ConceptMap)
{
    /// <summary>The value set that it is translated from; null for any.</summary>
    public string? Source { get; init; }

    /// <summary>The value set that it is translated to; null for any.</summary>
    public string? Target { get; init; }

    /// <summary>The system that it is translated to; null for any.</summary>
    public string? TargetSystem { get; init; }

    /// <summary>Whether codes are asked for that become this one.</summary>
    public bool IsReverse { get; init; }
}
