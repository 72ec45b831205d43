namespace Gateway.Fhir.Validation.Profiles;

/// <summary>A profile ready to be checked.</summary>
internal sealed class Profile
{
    public required ProfileFacts Facts { get; init; }
    public string Url => Facts.Url;

    /// <summary>What it asks; null where it cannot be used, for what <see cref="Faults"/> say.</summary>
    public Rule? Root { get; init; }

    /// <summary>True for a modifier extension.</summary>
    public bool IsModifier { get; init; }

    public IReadOnlyList<ProfileFault> Faults { get; init; } = [];
}
