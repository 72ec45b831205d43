namespace Gateway.Fhir.Validation.Profiles;

/// <summary>What is wrong with a profile.</summary>
/// <param name="Profile">The canonical URL of the profile.</param>
/// <param name="Element">The id of the element; empty for the profile as a whole.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ProfileFault(string Profile, string Element, string Message)
{
    public override string ToString() => Element.Length > 0 ? $"{Profile}: {Element}: {Message}" : $"{Profile}: {Message}";
}
