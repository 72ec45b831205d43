namespace Gateway.Fhir.Terminology;

/// <summary>Whether a code is in a value set, as far as what is loaded can tell.</summary>
public enum Membership : byte
{
    /// <summary>The value set, or a code system that it draws on, is not at hand. Never the same as <see cref="No"/>.</summary>
    Unknown,
    No,
    Yes,
}
