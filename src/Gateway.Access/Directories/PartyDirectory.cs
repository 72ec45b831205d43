using Gateway.Fhir.Elements;

namespace Gateway.Access.Directories;

/// <summary>Who is who, and who belongs to whom: practitioners, roles, organisations, care teams, groups, devices.</summary>
public sealed class PartyDirectory
{
    private static readonly HashSet<string> s_types = new(StringComparer.Ordinal) { "Practitioner", "PractitionerRole", "Organization", "CareTeam", "Group", "Device", "Patient", "RelatedPerson", "Person", "HealthcareService", "OrganizationAffiliation" };
    private readonly Dictionary<string, Party> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<Coded, Party> _byNumber = [];
    private readonly Dictionary<string, List<Party>> _bodiesByAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<Coded, List<Party>> _bodiesByNumber = [];

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

        foreach (var body in _byAddress.Values.Where(p => p.Members.Count > 0))
            foreach (var member in body.Members)
                Enter(member, body);
    }

    /// <summary>The party that a reference names; null when the directory does not have it.</summary>
    internal Party? Find(PartyReference reference) =>
        reference.Address is { } address && _byAddress.TryGetValue(address, out var found) ? found
        : reference.Number is { } number && _byNumber.TryGetValue(number, out found) ? found : null;

    /// <summary>The care teams and groups that name it as a member.</summary>
    internal IReadOnlyList<Party> BodiesOf(string address) => _bodiesByAddress.TryGetValue(address, out var bodies) ? bodies : [];

    /// <summary>The care teams and groups that name it as a member by its number.</summary>
    internal IReadOnlyList<Party> BodiesOf(Coded number) => _bodiesByNumber.TryGetValue(number, out var bodies) ? bodies : [];

    private void Enter(PartyReference member, Party body)
    {
        if (member.Address is { } address)
            Enter(_bodiesByAddress, address, body);
        if (member.Number is { } number)
            Enter(_bodiesByNumber, number, body);
        if (Find(member)?.Address is { } own && own != member.Address)
            Enter(_bodiesByAddress, own, body);
    }

    private static void Enter<T>(Dictionary<T, List<Party>> bodies, T member, Party body)
        where T : notnull
    {
        if (!bodies.TryGetValue(member, out var list))
            bodies[member] = list = [];
        list.Add(body);
    }
}
