namespace Gateway.Fhir.Search.Queries;

/// <summary>What a term says of the system of a code.</summary>
public enum SystemRule : byte
{
    /// <summary><c>code</c>: any system, or none.</summary>
    Any,

    /// <summary><c>|code</c>: the element has no system of its own.</summary>
    None,

    /// <summary><c>system|code</c>: that very system.</summary>
    Given,
}
