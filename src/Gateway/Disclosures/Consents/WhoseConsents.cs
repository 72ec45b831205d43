using Gateway.Access.Consents;

namespace Gateway.Disclosures.Consents;

/// <summary>Consents, each once, with the addresses of all whose it is.</summary>
internal sealed class WhoseConsents
{
    private readonly Dictionary<ConsentRules, HashSet<string>> _patients = new(ReferenceEqualityComparer.Instance);

    public List<(ConsentRules Consent, IReadOnlySet<string> Patients)> All => [.. _patients.Select(c => (c.Key, (IReadOnlySet<string>)c.Value))];

    public void Add(ConsentRules consent, IEnumerable<string> addresses)
    {
        if (!_patients.TryGetValue(consent, out var patients))
            _patients[consent] = patients = new HashSet<string>(StringComparer.Ordinal);
        patients.UnionWith(addresses);
    }
}
