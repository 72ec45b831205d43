using System.Data.Common;
using Gateway.Access.Consents;
using Gateway.Access.Decisions;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Queries;
using Gateway.Storage;
using Gateway.Storage.Database;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Storage.Search;

namespace Gateway.Disclosures.Consents;

/// <summary>
/// The consents of persons, as the ledger has them when a request comes, or when the sources that it asks have answered: one that was withdrawn before counts no longer, on any node. What was read is kept while no consent has
/// changed, which a counter of the ledger tells (<see cref="LedgerCounter.Consents"/>); versions that were read are kept longer, as they never change.
/// </summary>
internal sealed class ConsentBook
{
    /// <summary>The most consents that are read for one request; whoever has more is unanswerable.</summary>
    public const int Most = 2_000;

    private const int MostTogether = 16;

    // A statement names no more: SQLite takes no deeper expression than a thousand.
    private const int MostTerms = 64;
    private static readonly ConsentRules s_untold = new() { Address = "Consent/-", IsInForce = true, Fault = "nobody can tell whose consents are due", Root = new Provision { Path = "Consent.provision" } };
    private readonly KeptReads<(string Id, int Version), ConsentRules> _read = new();
    private readonly GatewayLedger _ledger;
    private readonly LedgerSearch _search;
    private readonly SearchContext _context;
    private readonly SearchParameter _patient;
    private readonly SharedReads<IReadOnlyList<LinkedPerson>, List<ConsentRules>?> _reads;
    private readonly KeptWhile<string, IReadOnlyList<ConsentRules>> _persons = new();

    public ConsentBook(GatewayLedger ledger, LedgerSearch search, SearchContext context)
    {
        (_ledger, _search, _context) = (ledger, search, context);
        _patient = context.Parameters.Find("Consent", "patient")!;
        _reads = new SharedReads<IReadOnlyList<LinkedPerson>, List<ConsentRules>?>(ReadAsync, MostTogether);
    }

    /// <summary>Sources were waited for: what persons say, and who they are, is asked for as it is now.</summary>
    public void AskAnew() => _ledger.AskCountersAnew();

    /// <summary>The consents of all these persons; unanswerable where the ledger cannot be asked.</summary>
    /// <param name="persons">The persons.</param>
    /// <param name="unknown">The ids of Patients of whom nobody can tell who they are: what they consent to is not known, so nothing of them is given.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<PersonConsents> OfAsync(IReadOnlyList<LinkedPerson> persons, IReadOnlyCollection<string> unknown, CancellationToken cancellation)
    {
        if (persons.Count + unknown.Count == 0)
            return PersonConsents.None;
        try
        {
            if (await FindAsync(persons, cancellation) is not var (theirs, claimed))
                return PersonConsents.Unanswerable;
            if (unknown.Count > 0)
                theirs.Add((s_untold, unknown.Select(p => $"Patient/{p}").ToHashSet(StringComparer.Ordinal)));
            return theirs.Count + claimed.Count == 0 ? PersonConsents.None : new PersonConsents(theirs, claimed);
        }
        catch (Exception e) when (e is LedgerUnavailableException or DbException)
        {
            // Nobody knows what the person said: nothing of them is given.
            return PersonConsents.Unanswerable;
        }
    }

    // Each consent once, with all whose it is, and with all whose it may be. The counter is asked for first: what changes after that is found, or moves it. Null for too many.
    private async Task<(List<(ConsentRules Consent, IReadOnlySet<string> Patients)> Theirs, List<(ConsentRules Consent, IReadOnlySet<string> Patients)> Claimed)?> FindAsync(IReadOnlyList<LinkedPerson> persons, CancellationToken cancellation)
    {
        if (persons.Count == 0)
            return ([], []);
        var kept = _persons.At(await _ledger.CounterAsync(LedgerCounter.Consents, cancellation));
        var keys = persons.Select(PersonKey.Of).ToList();
        var known = keys.Select(k => kept.TryFind(k, out var consents) ? consents : null).ToList();
        if (known.Contains(null))
        {
            List<int> asked = [.. Enumerable.Range(0, persons.Count).Where(i => known[i] is null)];
            IReadOnlyList<LinkedPerson> whose = [.. asked.Select(i => persons[i])];
            // Those with whom the question was shared may have too many; alone they have their own.
            if ((await _reads.AskAsync(whose, cancellation) ?? await ReadAsync([whose])) is not { } read)
                return null;
            foreach (var i in asked)
                kept.Keep(keys[i], known[i] = [.. read.Where(c => IsOf(c, persons[i]) || ClaimsOf(c, persons[i]).Any())]);
        }

        var (theirs, claimed) = (new WhoseConsents(), new WhoseConsents());
        for (var i = 0; i < persons.Count; i++)
            foreach (var consent in known[i]!)
                if (IsOf(consent, persons[i]))
                    theirs.Add(consent, AddressesOf(persons[i]));
                else
                    claimed.Add(consent, ClaimsOf(consent, persons[i]).Select(PatientAddress.Of));
        return (theirs.All, claimed.All);
    }

    // The consents of all of them; null for too many.
    private async Task<List<ConsentRules>?> ReadAsync(IReadOnlyList<IReadOnlyList<LinkedPerson>> asked)
    {
        var records = asked.SelectMany(a => a).SelectMany(p => p.Records).ToList();
        var terms = records.Where(r => !PatientAddress.IsNumber(r.Patient)).Select(r => (SearchTerm)new ReferenceTerm("Patient", r.Patient, null))
            .Concat(records.SelectMany(r => r.Identifiers).Where(i => i.IsStrong || PersonKey.IsClaim(i)).Select(i => (i.System, i.Value)).Distinct().Select(i => new ReferenceIdentifierTerm(new TokenTerm(SystemRule.Given, i.System, i.Value.ToLowerInvariant()))));
        var found = new Dictionary<string, ConsentRules>(StringComparer.Ordinal);
        foreach (var some in terms.GroupBy(t => t is ReferenceTerm).SelectMany(same => same.Chunk(MostTerms)))
        {
            var page = await _search.FindAsync(new SearchQuery { Types = ["Consent"], Criteria = [new ValueCriterion(_patient, RoundedList.Of(some))], Count = Most });
            foreach (var stored in page.Matches)
                found.TryAdd(stored.Id, RulesOf(stored));
            if (page.Next is not null || found.Count > Most)
                return null;
        }

        return [.. found.Values];
    }

    private ConsentRules RulesOf(StoredResource stored) => _read.TryFind((stored.Id, stored.Version), out var known) ? known
        : _read.Keep((stored.Id, stored.Version), ConsentReader.Read(FhirJson.Read(stored.Content.ToArray()).Root, _context.Zone));

    // A consent is the person's, whichever of their records it names.
    private static bool IsOf(ConsentRules consent, LinkedPerson person) => person.Records.Any(r => consent.Patient?.Address == $"Patient/{r.Patient}"
        || (consent.Patient?.Number is { } number && r.Identifiers.Any(i => i.IsStrong && i.System == number.System && i.Value == LinkSystems.Normalised(number.System, number.Code))));

    // The records that claim the number of whoever gave it, which nobody has verified.
    private static IEnumerable<LinkedRecord> ClaimsOf(ConsentRules consent, LinkedPerson person) => consent.Patient?.Number is { } number
        ? person.Records.Where(r => r.Identifiers.Any(i => PersonKey.IsClaim(i) && i.System == number.System && LinkSystems.Normalised(i.System, i.Value) == LinkSystems.Normalised(number.System, number.Code))) : [];

    private static IEnumerable<string> AddressesOf(LinkedPerson person) =>
        person.Records.SelectMany(r => r.Identifiers.Where(i => i.IsStrong).Select(i => $"{i.System}|{i.Value}").Append($"Patient/{r.Patient}"));
}
