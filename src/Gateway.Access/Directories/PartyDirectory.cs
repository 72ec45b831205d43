using Gateway.Fhir.Elements;

namespace Gateway.Access.Directories;

/// <summary>Who is who, and who belongs to whom: practitioners, roles, organisations, care teams, groups, devices.</summary>
public sealed class PartyDirectory
{
    private static readonly HashSet<string> s_types = new(StringComparer.Ordinal) { "Practitioner", "PractitionerRole", "Organization", "CareTeam", "Group", "Device", "Patient", "RelatedPerson", "Person", "HealthcareService", "OrganizationAffiliation" };
    private readonly Dictionary<string, Party> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<Coded, Party> _byNumber = [];

    /// <param name="resources">The directory's resources; of types that are no parties nothing is kept.</param>
    public PartyDirectory(IEnumerable<Element> resources)
    {
        foreach (var resource in resources.Where(r => s_types.Contains(r.Type.Name)))
        {
            var party = Party.Of(resource);
            if (party.Address is { } address)
                _byAddress.TryAdd(address, party);
            foreach (var number in party.Numbers)
                _byNumber.TryAdd(number, party);
        }
    }

    /// <summary>The party that a reference names; null when the directory does not have it.</summary>
    internal Party? Find(PartyReference reference) =>
        reference.Address is { } address && _byAddress.TryGetValue(address, out var found) ? found
        : reference.Number is { } number && _byNumber.TryGetValue(number, out found) ? found : null;

    /// <summary>Care teams and groups, which name their members.</summary>
    internal IEnumerable<Party> Bodies => _byAddress.Values.Where(p => p.Members.Count > 0);
}
