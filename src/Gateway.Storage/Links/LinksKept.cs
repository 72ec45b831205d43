using Gateway.Storage.Database;

namespace Gateway.Storage.Links;

/// <summary>Whom ids and identifiers lead to, each asked for alone or with others. No identifier is without its system: an id stands as one of the system "".</summary>
internal static class LinksKept
{
    /// <summary>The persons that any of those lead to, each once; null when that is not known of all of them.</summary>
    public static IReadOnlyList<LinkedPerson>? Find(this KeptReads<(string System, string Value), IReadOnlyList<LinkedPerson>> kept, IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers)
    {
        var found = new List<LinkedPerson>();
        foreach (var key in Keys(patients, identifiers))
        {
            if (!kept.TryFind(key, out var persons))
                return null;
            foreach (var person in persons)
                if (!found.Exists(f => f.Records[0].Patient == person.Records[0].Patient))
                    found.Add(person);
        }

        return found;
    }

    /// <summary>Keeps whom those lead to, all of whom were read together.</summary>
    public static void Keep(this KeptReads<(string System, string Value), IReadOnlyList<LinkedPerson>> kept, IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers, IReadOnlyList<LinkedPerson> persons)
    {
        foreach (var patient in patients)
            kept.Keep(("", patient), [.. persons.Where(p => p.Records.Any(r => r.Patient == patient))]);
        foreach (var identifier in identifiers)
            kept.Keep((identifier.System, identifier.Value), [.. persons.Where(p => p.Records.Any(r => r.Identifiers.Any(i => i.System == identifier.System && i.Value == identifier.Value)))]);
    }

    private static IEnumerable<(string System, string Value)> Keys(IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers) =>
        patients.Select(p => ("", p)).Concat(identifiers.Select(i => (i.System, i.Value)));
}
