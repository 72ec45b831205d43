using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;

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

    /// <summary>For an extension, true when the definition of an element tells whether it may be there; <see cref="Places"/> remembers.</summary>
    public bool HasFixedPlaces => field || (field = Facts.Contexts.All(c => c.Kind is not ("extension" or "fhirpath")));

    public ConcurrentDictionary<ElementDefinition, bool> Places { get; } = new();

    public IReadOnlyList<ProfileFault> Faults { get; init; } = [];
}
