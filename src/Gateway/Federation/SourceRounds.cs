using System.Data.Common;
using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Federation.Persons;
using Gateway.Sources;
using Gateway.Storage.Ledger;
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
        var (asked, lost) = (new AskedNumbers(), new List<SourceReport>());

        // Who can be asked by the numbers that the search names need not wait for what the link index knows; the others follow as soon as it is known.
        var first = Unasked(Holding(types), asked, named.Numbers, []);
        var early = first.Count > 0 ? AskAsync(first, types, hints, deadline, cancellation) : null;
        await KnowAsync(named, gathering, deadline, cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            var numbers = Numbers(named, gathering);
            var told = round == 0 ? [.. gathering.Patients.Where(asked.Has)] : gathering.Seen;
            var now = Unasked(Holding(types).Where(s => !gathering.HasFailed(s)), asked, numbers, told);

            // Who holds nothing of the kind may still know by which number the others know the person.
            var guiding = Holding(types).Any(s => !gathering.WasAsked(s) && !asked.Has(s.Profile))
                ? Unasked(sources.Where(s => !Holds(s, types) && !gathering.WasAsked(s) && s.Profile.Types.Contains("Patient")), asked, numbers, told) : [];
            if (now.Count + guiding.Count == 0 && early is null)
                break;
            var asking = AskAsync(now.Concat(guiding), types, hints, deadline, cancellation);
            foreach (var answer in early is null ? [] : await early)
                gathering.Add(answer);
            early = null;
            var answers = await asking;
            for (var i = 0; i < answers.Length; i++)
                gathering.Add(answers[i], i < now.Count);
            lost.AddRange(answers.Skip(now.Count).Select(a => a.Report).Where(r => r.IsFailure || r.State == SourceState.Partly));
        }

        var unasked = Holding(types).Where(s => s.Profile.PersonSystems.Count > 0 && !gathering.WasAsked(s)).ToList();
        foreach (var source in unasked)
            gathering.Report(new SourceReport(source.Profile, SourceState.NotLinked));

        // Who was not asked might have been, had all answered who may know the person's numbers.
        foreach (var report in unasked.Count > 0 ? lost : [])
            gathering.Report(report);
    }

    /// <summary>Asks without naming a person, those who can be asked so.</summary>
    public async Task AskAsync(IReadOnlySet<string> types, IReadOnlyDictionary<string, string> hints, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        foreach (var answer in await asker.AskAsync(Listing(types).Select(s => Question(s, types, [], hints)), deadline, cancellation))
            gathering.Add(answer);
        ReportUnasked(types, gathering);
    }

    /// <summary>Asks for what may refer to what was found, those who can list it. A person's own are known from asking about the person: then only those are asked who are not asked so, or may have what is nobody's.</summary>
    /// <param name="types">The types of what may refer; none for any.</param>
    /// <param name="isOfPersons">True where sources were asked about persons.</param>
    /// <param name="narrowed">The reference to what was found, which those may be asked by who know the gateway's own addresses.</param>
    /// <param name="gathering">Takes the answers.</param>
    /// <param name="deadline">When all is to be over.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task AskReferringAsync(IReadOnlySet<string> types, bool isOfPersons, IReadOnlyDictionary<string, string> narrowed, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        var listing = Listing(types).Where(s => !isOfPersons || s.Profile.PersonSystems.Count == 0 || s.Profile.Name == LedgerSource.Name);
        foreach (var answer in await asker.AskAsync(listing.Select(s => Question(s, types, [], s.Profile.OwnsIds ? narrowed : new Dictionary<string, string>())), deadline, cancellation))
            gathering.Add(answer);

        // Who was asked for something else was not asked for this.
        foreach (var source in isOfPersons ? [] : Holding(types).Except(Listing(types)))
            gathering.Report(new SourceReport(source.Profile, SourceState.NotLinked) { NeedsPerson = true });
    }

    /// <summary>Asks those who can list such types for all that they have of them.</summary>
    public async Task ListAsync(IReadOnlySet<string> types, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        foreach (var answer in await asker.AskAsync(Listing(types).Select(s => Question(s, types, [], new Dictionary<string, string>())), deadline, cancellation))
            gathering.Add(answer with { Report = answer.Report with { IsCut = false } });
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
        foreach (var answer in await RecordsAsync(addresses, deadline, cancellation))
            gathering.Add(answer);
    }

    /// <summary>The source and record that an address leads to; null for one that the gateway did not give out.</summary>
    public (IResourceSource Source, string Type, string Locator)? Locate(string address)
    {
        var (type, id) = address.Split('/') is [var t, var i] ? (t, i) : ("", "");
        if (ids.TryOpen(id, out var opened))
            return opened.Type == type && sources.FirstOrDefault(s => s.Profile.Number == opened.Source && !s.Profile.OwnsIds) is { } source ? (source, type, opened.Locator) : null;
        return sources.FirstOrDefault(s => s.Profile.OwnsIds && s.Profile.Types.Contains(type) && s.Profile.Has(type, id)) is { } owner ? (owner, type, id) : null;
    }

    /// <summary>True for a type that some source has.</summary>
    public bool IsHeld(string type) => sources.Any(s => s.Profile.Types.Contains(type));

    /// <summary>True when nobody but the ledger has what a search of those types is about, or can be asked for it: where it names persons, who knows any; where it names nobody, who lists.</summary>
    public bool IsOwn(IReadOnlySet<string> types, bool isOfPersons, bool isOfNobody) => Holding(types).All(s => s.Profile.Name == LedgerSource.Name
        || (isOfPersons && s.Profile.PersonSystems.Count == 0) || (isOfNobody && (types.Count == 0 ? s.Profile.Lists.Count == 0 : !s.Profile.Lists.Overlaps(types))));

    private IEnumerable<IResourceSource> Holding(IReadOnlySet<string> types) => sources.Where(s => Holds(s, types));

    private IEnumerable<IResourceSource> Listing(IReadOnlySet<string> types) => Holding(types).Where(s => types.Count == 0 ? s.Profile.Lists.Count > 0 : s.Profile.Lists.Overlaps(types));

    private static bool Holds(IResourceSource source, IReadOnlySet<string> types) => (types.Count == 0 && !source.Profile.IsAskedByType) || source.Profile.Types.Overlaps(types);

    // What the link index knows of them; a Patient that it does not know is read from its source, and those are looked up who bear the same numbers.
    public async Task KnowAsync(NamedPersons named, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        var unknown = await LookUpAsync(named, gathering, deadline, cancellation);
        foreach (var answer in await RecordsAsync(unknown.Select(id => $"Patient/{id}"), deadline, cancellation))
            gathering.Add(answer, answer.Report.IsFailure);
        var numbers = gathering.Seen.Where(r => unknown.Contains(r.Patient)).SelectMany(r => r.Identifiers).Where(i => i.IsStrong).Select(i => new SourceIdentifier(i.System, i.Value)).Distinct().ToList();
        if (numbers.Count > 0)
            await LookUpAsync(new NamedPersons([], numbers), gathering, deadline, cancellation);
    }

    // The Patients of whom the index does not know. Without the index the sources are asked by what the search names, and the answer says that it may lack something.
    private async Task<IReadOnlyList<string>> LookUpAsync(NamedPersons named, Gathering gathering, Deadline deadline, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var known = await KnownAsync(named, ended.Token).WaitAsync(ended.Token);
            gathering.AddKnown(known.Persons.SelectMany(p => p.Records), named.Numbers);
            return known.Unknown;
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            foreach (var ledger in sources.Where(s => s.Profile.Name == LedgerSource.Name))
                gathering.Report(new SourceReport(ledger.Profile, e is OperationCanceledException ? SourceState.TimedOut : SourceState.Failed));
            return named.PatientIds;
        }
    }

    // The persons that the index knows, and the Patients of whom it does not.
    private async Task<(IReadOnlyList<LinkedPerson> Persons, IReadOnlyList<string> Unknown)> KnownAsync(NamedPersons named, CancellationToken cancellation)
    {
        var persons = await links.FindAllAsync(named.PatientIds, [.. named.Numbers.Select(n => (n.System, n.Value))], cancellation);
        var known = persons.SelectMany(p => p.Records).Select(r => r.Patient).ToHashSet(StringComparer.Ordinal);
        return (persons, [.. named.PatientIds.Where(id => !known.Contains(id))]);
    }

    // Each record is read once, whatever of it is wanted.
    private Task<GatheredAnswer[]> RecordsAsync(IEnumerable<string> addresses, Deadline deadline, CancellationToken cancellation)
    {
        var records = new Dictionary<(IResourceSource Source, string Locator), string>();
        foreach (var address in addresses)
            if (Locate(address) is var (source, type, locator))
                records.TryAdd((source, locator), type);
        return asker.AskAsync(records.Select(r => (r.Key.Source, (Func<CancellationToken, Task<SourceAnswer>>)(c => r.Key.Source.ReadAsync(r.Value, r.Key.Locator, c)))), deadline, cancellation);
    }

    private static List<(IResourceSource Source, IReadOnlyList<SourceIdentifier> Numbers)> Unasked(IEnumerable<IResourceSource> asking, AskedNumbers asked, IReadOnlyList<SourceIdentifier> numbers, IReadOnlyList<LinkedRecord> told) =>
        [.. asking.Select(s => (Source: s, Numbers: asked.New(s.Profile, numbers, told))).Where(q => q.Numbers.Count > 0)];

    private Task<GatheredAnswer[]> AskAsync(IEnumerable<(IResourceSource Source, IReadOnlyList<SourceIdentifier> Numbers)> questions, IReadOnlySet<string> types, IReadOnlyDictionary<string, string> hints, Deadline deadline, CancellationToken cancellation) =>
        asker.AskAsync(questions.Select(q => Question(q.Source, types, q.Numbers, hints)), deadline, cancellation);

    private static List<SourceIdentifier> Numbers(NamedPersons named, Gathering gathering)
    {
        var same = gathering.Same;
        var numbers = same.RecordsOf(named).SelectMany(r => r.Identifiers).Where(i => i.IsStrong || !PersonSystems.IsShared(i.System))
            .Select(i => new SourceIdentifier(i.System, i.Value));
        return [.. named.Numbers.Concat(numbers).Concat(same.Of(named).Select(id => new SourceIdentifier(PersonSystems.GatewayPatient, id))).Distinct()];
    }

    private (IResourceSource, Func<CancellationToken, Task<SourceAnswer>>) Question(IResourceSource source, IReadOnlySet<string> types, IReadOnlyList<SourceIdentifier> numbers, IReadOnlyDictionary<string, string> hints)
    {
        var search = new SourceSearch
        {
            Types = [.. source.Profile.Types.Where(t => types.Count == 0 || types.Contains(t) || (numbers.Count > 0 && !source.Profile.OwnsIds && s_guides.Contains(t))).Order(StringComparer.Ordinal)],
            Persons = numbers,
            Hints = hints,
            AtMost = options.Records,
        };
        return (source, c => source.SearchAsync(search, c));
    }
}
