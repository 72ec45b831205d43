using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Persons;
using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Federation;

/// <summary>
/// Asks the sources that can hold what a search is about. Sources know people by different numbers: who can be asked is asked, and what the answers say of
/// the person's other numbers decides who can be asked next.
/// </summary>
internal sealed class SourceRounds(IReadOnlyList<IResourceSource> sources, SourceAsker asker, GatewayIds ids, LinkIndex links, FederationOptions options)
{
    private const int Rounds = 3;
    private static readonly string[] s_guides = ["Patient", "Encounter"];

    /// <summary>Asks about persons.</summary>
    public async Task AskAsync(NamedPersons named, IReadOnlySet<string> types, IReadOnlyDictionary<string, string> hints, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        await KnowAsync(named, gathering, deadline, cancellation);
        var (guides, lost) = (new HashSet<string>(StringComparer.Ordinal), new List<SourceReport>());
        for (var round = 0; round < Rounds; round++)
        {
            var numbers = Numbers(named, gathering);
            var wanted = Holding(types).Where(s => !gathering.WasAsked(s)).ToList();
            var now = wanted.Where(s => CanAsk(s, numbers)).ToList();

            // Who holds nothing of the kind may still know by which number the others know the person.
            var guiding = wanted.Count == now.Count ? [] : sources.Where(s => !wanted.Contains(s) && !gathering.WasAsked(s) && s.Profile.Types.Contains("Patient") && CanAsk(s, numbers) && guides.Add(s.Profile.Name)).ToList();
            if (now.Count + guiding.Count == 0)
                break;
            var answers = await asker.AskAsync(now.Concat(guiding).Select(s => Question(s, types, numbers, hints)), deadline, cancellation);
            for (var i = 0; i < answers.Length; i++)
                gathering.Add(answers[i], i < now.Count);
            lost.AddRange(answers.Skip(now.Count).Select(a => a.Report).Where(r => r.IsFailure || r.State == SourceState.Partly));
        }

        var unasked = Holding(types).Where(s => !gathering.WasAsked(s)).ToList();
        foreach (var source in unasked)
            gathering.Report(new SourceReport(source.Profile, SourceState.NotLinked));

        // Who was not asked might have been, had all answered who may know the person's numbers.
        foreach (var report in unasked.Count > 0 ? lost : [])
            gathering.Report(report);
    }

    /// <summary>Asks without naming a person, those who can be asked so.</summary>
    public async Task AskAsync(IReadOnlySet<string> types, IReadOnlyDictionary<string, string> hints, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        var asked = Holding(types).Where(s => types.Count == 0 ? s.Profile.Lists.Count > 0 : s.Profile.Lists.Overlaps(types)).ToList();
        foreach (var answer in await asker.AskAsync(asked.Select(s => Question(s, types, [], hints)), deadline, cancellation))
            gathering.Add(answer);
        ReportUnasked(types, gathering);
    }

    /// <summary>Says of those who hold such types and were not asked that they need to be told of whom.</summary>
    public void ReportUnasked(IReadOnlySet<string> types, Gathering gathering)
    {
        foreach (var source in Holding(types).Where(s => !gathering.WasAsked(s)))
            gathering.Report(new SourceReport(source.Profile, SourceState.NotLinked) { NeedsPerson = true });
    }

    /// <summary>Reads the records in which resources with those addresses stand; what is no gateway id is not there.</summary>
    public async Task ReadAsync(IEnumerable<string> addresses, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        var records = new Dictionary<(IResourceSource, string Locator), string>();
        foreach (var address in addresses)
            if (Locate(address) is var (source, type, locator))
                records.TryAdd((source, locator), type);
        var answers = await asker.AskAsync(records.Select(r => (r.Key.Item1, (Func<CancellationToken, Task<SourceAnswer>>)(c => r.Key.Item1.ReadAsync(r.Value, r.Key.Locator, c)))), deadline, cancellation);
        foreach (var answer in answers)
            gathering.Add(answer);
    }

    /// <summary>The source and record that an address leads to; null for one that the gateway did not give out.</summary>
    public (IResourceSource Source, string Type, string Locator)? Locate(string address)
    {
        var (type, id) = address.Split('/') is [var t, var i] ? (t, i) : ("", "");
        if (ids.TryOpen(id, out var opened))
            return opened.Type == type && sources.FirstOrDefault(s => s.Profile.Number == opened.Source && !s.Profile.OwnsIds) is { } source ? (source, type, opened.Locator) : null;
        return sources.FirstOrDefault(s => s.Profile.OwnsIds && s.Profile.Types.Contains(type)) is { } owner ? (owner, type, id) : null;
    }

    private IEnumerable<IResourceSource> Holding(IReadOnlySet<string> types) => sources.Where(s => types.Count == 0 || s.Profile.Types.Overlaps(types));

    // What the link index knows of them; a Patient that it does not know is read from its source.
    private async Task KnowAsync(NamedPersons named, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        var unknown = new List<string>();
        foreach (var id in named.PatientIds)
        {
            if (await links.FindAsync(id, cancellation) is { } person)
                gathering.AddKnown(person.Records);
            else
                unknown.Add($"Patient/{id}");
        }

        foreach (var number in named.Numbers)
            foreach (var person in await links.FindAsync(number.System, number.Value, cancellation))
                gathering.AddKnown(person.Records);
        var read = new Dictionary<(IResourceSource, string), string>();
        foreach (var address in unknown)
            if (Locate(address) is var (source, type, locator))
                read.TryAdd((source, locator), type);
        var answers = await asker.AskAsync(read.Select(r => (r.Key.Item1, (Func<CancellationToken, Task<SourceAnswer>>)(c => r.Key.Item1.ReadAsync(r.Value, r.Key.Item2, c)))), deadline, cancellation);
        foreach (var answer in answers)
            gathering.Add(answer, answer.Report.IsFailure);
    }

    private static List<SourceIdentifier> Numbers(NamedPersons named, Gathering gathering)
    {
        var same = new SamePersons(gathering.Patients);
        var numbers = same.RecordsOf(named).SelectMany(r => r.Identifiers).Where(i => i.IsStrong || !PersonSystems.IsShared(i.System))
            .Select(i => new SourceIdentifier(i.System, i.Value));
        return [.. named.Numbers.Concat(numbers).Concat(same.Of(named).Select(id => new SourceIdentifier(PersonSystems.GatewayPatient, id))).Distinct()];
    }

    private static bool CanAsk(IResourceSource source, List<SourceIdentifier> numbers) => numbers.Any(n => source.Profile.PersonSystems.Contains(n.System));

    private (IResourceSource, Func<CancellationToken, Task<SourceAnswer>>) Question(IResourceSource source, IReadOnlySet<string> types, List<SourceIdentifier> numbers, IReadOnlyDictionary<string, string> hints)
    {
        var search = new SourceSearch
        {
            Types = [.. source.Profile.Types.Where(t => types.Count == 0 || types.Contains(t) || (numbers.Count > 0 && s_guides.Contains(t))).Order(StringComparer.Ordinal)],
            Persons = [.. numbers.Where(n => source.Profile.PersonSystems.Contains(n.System))],
            Hints = hints,
            AtMost = options.Records,
        };
        return (source, c => source.SearchAsync(search, c));
    }
}
