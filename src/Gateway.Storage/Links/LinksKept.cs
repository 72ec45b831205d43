using System.Collections.Concurrent;

namespace Gateway.Storage.Links;

/// <summary>Whom ids and identifiers lead to while no link has changed. Safe for use by many threads.</summary>
/// <param name="counter">What the counter of changes said before any of them was read.</param>
internal sealed class LinksKept(long counter)
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<(string System, string Value), IReadOnlyList<LinkedPerson>> _persons = new();

    public long Counter => counter;

    /// <summary>The persons that any of those lead to, each once; null when that is not known of all of them.</summary>
    public IReadOnlyList<LinkedPerson>? Find(IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers)
    {
        var found = new List<LinkedPerson>();
        foreach (var key in Keys(patients, identifiers))
        {
            if (!_persons.TryGetValue(key, out var persons))
                return null;
            foreach (var person in persons)
                if (!found.Exists(f => f.Records[0].Patient == person.Records[0].Patient))
                    found.Add(person);
        }

        return found;
    }

    /// <summary>Keeps whom those lead to, all of whom were read together.</summary>
    public void Keep(IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers, IReadOnlyList<LinkedPerson> persons)
    {
        if (_persons.Count >= Most)
            _persons.Clear();
        foreach (var patient in patients)
            _persons[("", patient)] = [.. persons.Where(p => p.Records.Any(r => r.Patient == patient))];
        foreach (var identifier in identifiers)
            _persons[(identifier.System, identifier.Value)] = [.. persons.Where(p => p.Records.Any(r => r.Identifiers.Any(i => i.System == identifier.System && i.Value == identifier.Value)))];
    }

    // No identifier is without its system.
    private static IEnumerable<(string System, string Value)> Keys(IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers) =>
        patients.Select(p => ("", p)).Concat(identifiers.Select(i => (i.System, i.Value)));
}
