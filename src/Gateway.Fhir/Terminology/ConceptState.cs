namespace Gateway.Fhir.Terminology;

/// <summary>Whether a code system has a code, as far as what is loaded can tell.</summary>
public enum ConceptState : byte
{
    /// <summary>The code system is not loaded.</summary>
    UnknownSystem,

    /// <summary>The loaded code system is not complete (content fragment, example, supplement or not-present), and the code is not in the part that is loaded.</summary>
    NotInPart,

    /// <summary>The code system is complete and has no such code.</summary>
    UnknownCode,
    Found,
}
