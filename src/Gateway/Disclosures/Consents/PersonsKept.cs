using System.Collections.Concurrent;
using System.Text;
using Gateway.Access.Consents;
using Gateway.Storage.Links;

namespace Gateway.Disclosures.Consents;

/// <summary>The consents of persons while none has changed.</summary>
/// <param name="counter">What the counter of changes said before any of them was read.</param>
internal sealed class PersonsKept(long counter)
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, IReadOnlyList<ConsentRules>> _consents = new(StringComparer.Ordinal);

    public long Counter => counter;

    public IReadOnlyList<ConsentRules>? Find(string key) => _consents.GetValueOrDefault(key);

    public void Keep(string key, IReadOnlyList<ConsentRules> consents)
    {
        if (_consents.Count >= Most)
            _consents.Clear();
        _consents[key] = consents;
    }

    /// <summary>All that a person's consents are found by: who is joined with another record, or bears another number, is asked about anew.</summary>
    public static string KeyOf(LinkedPerson person)
    {
        var key = new StringBuilder();
        foreach (var record in person.Records)
        {
            key.Append(record.Patient).Append('\n');
            foreach (var identifier in record.Identifiers)
                if (identifier.IsStrong || IsClaim(identifier))
                    key.Append(identifier.System).Append(identifier.IsStrong ? '\t' : '?').Append(identifier.Value).Append('\n');
        }

        return key.ToString();
    }

    /// <summary>True for an NHS number that nobody has verified: it may be this person's, and what its owner refuses is refused of this record too.</summary>
    public static bool IsClaim(LinkIdentifier identifier) => !identifier.IsStrong && identifier.System == LinkSystems.NhsNumber;
}
