namespace Gateway.Mapping.Language;

/// <summary>How the target of a row relates to its source, in R4's words (http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html).</summary>
public enum MapConceptRelation
{
    /// <summary><c>-</c> or <c>||</c></summary>
    RelatedTo,

    /// <summary><c>==</c></summary>
    Equivalent,

    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&lt;=</c>; R5: the source is narrower than the target.</summary>
    Wider,

    /// <summary><c>&lt;-</c></summary>
    Subsumes,

    /// <summary><c>&gt;=</c>; R5: the source is broader than the target.</summary>
    Narrower,

    /// <summary><c>&gt;-</c></summary>
    Specializes,

    /// <summary><c>~</c></summary>
    Inexact,

    /// <summary><c>--</c></summary>
    Unmatched,

    /// <summary><c>!=</c>; R5: not related.</summary>
    Disjoint,
}
