using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Persons;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Links;

namespace Gateway.Disclosures;

/// <summary>
/// Whom the resources at hand are about: every Patient that they are or refer to, with all that is known to be the same person. A Patient whom the index does not know is read from its
/// source; where that does not tell who it is, nobody can tell what the person has said either.
/// </summary>
internal sealed class ViewedPersons(LinkIndex links, SourceRounds rounds, IndexExtractor extractor, FederationOptions options, TimeProvider time)
{
    private readonly Dictionary<string, LinkedRecord> _records = new(StringComparer.Ordinal);
    private readonly HashSet<LinkIdentifier> _numbers = [];
    private readonly HashSet<(string System, string Value)> _followed = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    public IReadOnlyList<LinkedPerson> Persons { get; private set; } = [];

    /// <summary>The ids of Patients of whom nobody could tell who they are.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    /// <summary>Takes in resources; true when there are persons among them who were not known before.</summary>
    /// <param name="resources">Resources under gateway ids.</param>
    /// <param name="known">What the sources and the index said of Patients.</param>
    /// <param name="followed">The numbers of which it is known where they lead in the index.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<bool> AddAsync(IEnumerable<Element> resources, IEnumerable<LinkedRecord> known, IEnumerable<(string System, string Value)> followed, CancellationToken cancellation)
    {
        var (patients, numbers, given) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<LinkIdentifier>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var resource in resources)
        {
            if (resource.Type.Name == "Patient" && resource.ChildText("id") is { } id)
            {
                patients.Add(id);
                given.Add(id);
            }

            Collect(resource, patients, numbers);
        }

        patients.RemoveWhere(p => _records.ContainsKey(p) || _unknown.Contains(p));
        numbers.ExceptWith(_numbers);
        if (patients.Count + numbers.Count == 0)
            return false;
        foreach (var same in known.Where(r => !_records.ContainsKey(r.Patient)).GroupBy(r => r.Patient, StringComparer.Ordinal))
        {
            // What leads to a Patient (a stay, a contact) does not say who that is; their own record does, whatever it bears.
            if (given.Contains(same.Key) || same.Any(r => r.Identifiers.Any(i => i.System != PersonSystems.CustodyNumber)))
                Add(same.First() with { Identifiers = LinkSystems.Normalised(same.SelectMany(r => r.Identifiers)) });
        }

        _followed.UnionWith(followed);
        await FollowAsync([.. patients.Where(p => !_records.ContainsKey(p))], [.. numbers.Where(_numbers.Add).Select(n => (n.System, n.Value))], cancellation);
        await ReadAsync([.. patients.Where(p => !_records.ContainsKey(p))], cancellation);

        // What another record of the person says may be known to the index alone, under a number that this one bears.
        await FollowAsync([], [.. _records.Values.SelectMany(r => r.Identifiers).Where(i => i.IsStrong && _followed.Add((i.System, i.Value))).Select(i => (i.System, i.Value))], cancellation);

        // Who is named by a number alone is somebody, whether or not a record of theirs is known.
        Persons = LinkedPersons.Of([.. _records.Values, .. _numbers.Select(n => new LinkedRecord { Source = "", Patient = $"{n.System}|{n.Value}", Identifiers = [n] })]);
        return true;
    }

    // As many as are read for one search; the others are as unknown as those whose source does not answer.
    private async Task ReadAsync(IReadOnlyList<string> patients, CancellationToken cancellation)
    {
        if (patients.Count == 0)
            return;
        using var deadline = new Deadline(options.Deadline, time);
        var read = new Gathering(extractor);
        await rounds.ReadAsync(patients.Take(options.Fetched).Select(p => $"Patient/{p}"), read, deadline, cancellation);
        foreach (var same in read.Seen.Where(r => read.Has($"Patient/{r.Patient}")).GroupBy(r => r.Patient, StringComparer.Ordinal))
        {
            Add(same.First() with { Identifiers = LinkSystems.Normalised(same.SelectMany(r => r.Identifiers)) });
        }

        _unknown.UnionWith(patients.Where(p => !_records.ContainsKey(p)));
    }

    private async Task FollowAsync(IReadOnlyCollection<string> patients, IReadOnlyCollection<(string System, string Value)> numbers, CancellationToken cancellation)
    {
        foreach (var record in (await links.FindAllAsync(patients, numbers, cancellation)).SelectMany(p => p.Records))
            Add(record);
    }

    private void Add(LinkedRecord record) => _records.TryAdd(record.Patient, record);

    private static void Collect(Element element, HashSet<string> patients, HashSet<LinkIdentifier> numbers)
    {
        foreach (var child in element.Children)
        {
            if (child.Type.IsPrimitive)
                continue;
            if (child.Type.Name != "Reference")
                Collect(child, patients, numbers);
            else if (child.ChildText("reference") is { } text)
            {
                if (text.StartsWith("Patient/", StringComparison.Ordinal))
                    patients.Add(text["Patient/".Length..].Split('/')[0]);
            }
            else if (child.ChildText("type") is null or "Patient")
                foreach (var identifier in child["identifier"])
                    if (identifier.ChildText("system") is { } system && PersonSystems.IsOfPerson(system) && identifier.ChildText("value") is { } value)
                        numbers.Add(new LinkIdentifier(system, LinkSystems.Normalised(system, value), true));
        }
    }
}
