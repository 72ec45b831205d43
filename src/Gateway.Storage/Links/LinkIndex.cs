using Gateway.Storage.Database;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Links;

/// <summary>
/// Which records of the sources are one person's. Records are joined by equal strong identifiers and by nothing else, and never to one with another
/// NHS number (<see cref="LinkedPersons"/> has the rule). Who is joined follows from the records that are there, not from the order in which they came.
/// What was read for several is kept while no link has changed, which a counter of the ledger tells (<see cref="LedgerCounter.Links"/>).
/// </summary>
public sealed class LinkIndex(GatewayLedger ledger)
{
    /// <summary>The name of the lane in which links are written, and of what a unit holds that changes them.</summary>
    public const string Lane = "links";

    private const int MaxId = 64;
    private const int Together = 64;

    // Who asks for so few shares a question with others.
    private const int Few = 4;
    private const int UsualRecords = 8;
    private readonly SharedReads<(IReadOnlyList<string> Patients, IReadOnlyList<LinkIdentifier> Identifiers), IReadOnlyList<LinkedPerson>?> _reads = new(asked => TogetherAsync(ledger, asked, CancellationToken.None), Together / Few);
    private readonly KeptWhile<(string System, string Value), IReadOnlyList<LinkedPerson>> _kept = new();

    /// <summary>Stores what a record is known by, in a unit of work of its own. It costs one read where nothing has changed.</summary>
    /// <exception cref="LedgerRefusedException">Another source has a record with that id.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written.</exception>
    public async Task PutAsync(LinkedRecord record, CancellationToken cancellation = default)
    {
        var given = Checked(record);
        await using (var connection = await ledger.Database.OpenAsync(cancellation))
            if (IsSame(await LinkRows.FindAsync(connection, null, given.Patient, cancellation), given))
                return;
        await ledger.WriteAsync(Lane, session => PutAsync(session, given, cancellation), cancellation);
    }

    /// <summary>Stores what a record is known by; false, and no event, when nothing has changed. Events tell who is joined now, or no longer: <c>link.made</c>, <c>link.removed</c>, <c>link.contested</c>.</summary>
    /// <exception cref="LedgerRefusedException">Another source has a record with that id.</exception>
    public async Task<bool> PutAsync(LedgerSession session, LinkedRecord record, CancellationToken cancellation = default)
    {
        Check(session);
        await session.FlushAsync();
        var given = Checked(record);
        if (IsSame(await LinkRows.FindAsync(session.Connection, session.Transaction, given.Patient, cancellation), given))
            return false;

        // Changes of links come one after another on all nodes: what is told of them would be wrong otherwise.
        await session.LockAsync(Lane, cancellation);
        var there = await LinkRows.FindAsync(session.Connection, session.Transaction, given.Patient, cancellation);
        if (IsSame(there, given))
            return false;
        var affected = await LinkRows.AroundAsync(session, given.Patient, given.Identifiers.Where(i => i.IsStrong), cancellation);
        await LinkRows.PutAsync(session, given, cancellation);
        Tell(session, affected, [.. affected.Where(r => r.Patient != given.Patient), given], given.Patient);
        return true;
    }

    /// <summary>Stores what a record is known by of which nothing was ever known, as its id was given out for it. Where it leads to nobody, it is stored with others of the transaction.</summary>
    public async Task PutNewAsync(LedgerSession session, LinkedRecord record, CancellationToken cancellation = default)
    {
        Check(session);
        var given = Checked(record);
        List<LinkIdentifier> strong = [.. given.Identifiers.Where(i => i.IsStrong)];
        IReadOnlyList<LinkedRecord> affected = [];
        if (strong.Count > 0)
        {
            await session.LockAsync(Lane, cancellation);
            if (session.Bears(strong.Select(Key)))
                await session.FlushAsync();
            affected = await LinkRows.AroundAsync(session, given.Patient, strong, cancellation);
        }

        LinkRows.Add(session, given);
        if (affected.Count > 0)
            await session.FlushAsync();
        else
            session.Bear(strong.Select(Key));
        Tell(session, affected, [.. affected, given], given.Patient);
    }

    /// <summary>Forgets a record; false when that source has none with that id.</summary>
    public async Task<bool> RemoveAsync(LedgerSession session, string source, string patient, CancellationToken cancellation = default)
    {
        Check(session);
        await session.FlushAsync();
        await session.LockAsync(Lane, cancellation);
        var affected = await LinkRows.AroundAsync(session, patient, [], cancellation);
        if (!affected.Any(r => r.Patient == patient && r.Source == source))
            return false;
        await LinkRows.RemoveAsync(session, patient, cancellation);
        Tell(session, affected, [.. affected.Where(r => r.Patient != patient)], patient);
        return true;
    }

    /// <summary>What one record is known by, as a unit of work sees it; null when it is not known.</summary>
    public static async Task<LinkedRecord?> FindRecordAsync(LedgerSession session, string patient, CancellationToken cancellation = default)
    {
        await session.FlushAsync();
        return await LinkRows.FindAsync(session.Connection, session.Transaction, patient, cancellation);
    }

    /// <summary>The whole person that a record is one of; null when the record is not known.</summary>
    public async Task<LinkedPerson?> FindAsync(string patient, CancellationToken cancellation = default)
    {
        var records = await LinkRows.AroundAsync(ledger.Database, patient, [], cancellation);
        return LinkedPersons.Of(records).FirstOrDefault(p => p.Records.Any(r => r.Patient == patient));
    }

    /// <summary>The persons of whom a record bears that identifier, strong or not: its own mark says which.</summary>
    public async Task<IReadOnlyList<LinkedPerson>> FindAsync(string system, string value, CancellationToken cancellation = default)
    {
        var asked = new LinkIdentifier(system, LinkSystems.Normalised(system, value), false);
        var records = await LinkRows.AroundAsync(ledger.Database, "", [asked], cancellation);
        var persons = records.Count > LinkedPersons.MaxRecords ? records.Select(r => new LinkedPerson { Records = [r], IsContested = true }) : LinkedPersons.Of(records);
        return [.. persons.Where(p => p.Records.Any(r => r.Identifiers.Any(i => i.System == system && i.Value == asked.Value)))];
    }

    /// <summary>
    /// The persons of whom a record has one of those ids or bears one of those identifiers, strong or not, asked for together: what asking one by one finds, each person once.
    /// </summary>
    public async Task<IReadOnlyList<LinkedPerson>> FindAllAsync(IReadOnlyCollection<string> patients, IReadOnlyCollection<(string System, string Value)> identifiers, CancellationToken cancellation = default)
    {
        var asked = identifiers.Select(i => new LinkIdentifier(i.System, LinkSystems.Normalised(i.System, i.Value), false)).Distinct().ToList();
        if (patients.Count + asked.Count == 0)
            return [];

        // The counter is asked for first: what changes after that is found, or moves it.
        var kept = _kept.At(await ledger.CounterAsync(LedgerCounter.Links, cancellation));
        var found = new Dictionary<string, LinkedPerson>(StringComparer.Ordinal);
        foreach (var part in Parts([.. patients.Distinct(StringComparer.Ordinal)], asked))
            foreach (var person in kept.Find(part.Patients, part.Identifiers) ?? await FindPartAsync(part.Patients, part.Identifiers, kept, cancellation))
                found.TryAdd(person.Records[0].Patient, person);
        return [.. found.Values];
    }

    // Where too many come of those that share a question, each asks alone; where they do then, one of the identifiers is none, and each is looked at by itself.
    private async Task<IReadOnlyList<LinkedPerson>> FindPartAsync(IReadOnlyList<string> patients, IReadOnlyList<LinkIdentifier> identifiers, KeptReads<(string System, string Value), IReadOnlyList<LinkedPerson>> kept, CancellationToken cancellation)
    {
        var shared = patients.Count <= Few && identifiers.Count <= Few ? await _reads.AskAsync((patients, identifiers), cancellation) : null;
        if ((shared ?? await TogetherAsync(ledger, [(patients, identifiers)], cancellation)) is { } persons)
        {
            kept.Keep(patients, identifiers, persons);
            var (ids, numbers) = (patients.ToHashSet(StringComparer.Ordinal), identifiers.Select(Key).ToHashSet());
            return [.. persons.Where(p => p.Records.Any(r => ids.Contains(r.Patient) || r.Identifiers.Any(i => numbers.Contains(Key(i)))))];
        }

        var found = new List<LinkedPerson>();
        foreach (var patient in patients)
            if (await FindAsync(patient, cancellation) is { } person)
                found.Add(person);
        foreach (var identifier in identifiers)
            found.AddRange(await FindAsync(identifier.System, identifier.Value, cancellation));
        return found;
    }

    // What several asked for; null where more come than so many persons have.
    private static async Task<IReadOnlyList<LinkedPerson>?> TogetherAsync(GatewayLedger ledger, IReadOnlyList<(IReadOnlyList<string> Patients, IReadOnlyList<LinkIdentifier> Identifiers)> asked, CancellationToken cancellation)
    {
        string[] patients = [.. asked.SelectMany(a => a.Patients).Distinct(StringComparer.Ordinal)];
        LinkIdentifier[] identifiers = [.. asked.SelectMany(a => a.Identifiers).Distinct()];
        var most = LinkedPersons.MaxRecords + 1 + ((patients.Length + identifiers.Length) * UsualRecords);
        var records = await LinkRows.AroundAsync(ledger.Database, patients.Length > 0 ? RoundedList.Of(patients) : [""], RoundedList.Of(identifiers), most, cancellation);
        return records.Count < most ? LinkedPersons.Of(records) : null;
    }

    // A statement names so many of each at most.
    private static IEnumerable<(IReadOnlyList<string> Patients, IReadOnlyList<LinkIdentifier> Identifiers)> Parts(List<string> patients, List<LinkIdentifier> identifiers)
    {
        for (var at = 0; at < Math.Max(patients.Count, identifiers.Count); at += Together)
            yield return ([.. patients.Skip(at).Take(Together)], [.. identifiers.Skip(at).Take(Together)]);
    }

    // What too many records lead to is not followed: only the record itself is told of.
    private static void Tell(LedgerSession session, IReadOnlyList<LinkedRecord> before, IReadOnlyList<LinkedRecord> after, string patient)
    {
        if (before.Count > LinkedPersons.MaxRecords)
            session.Emit(new LedgerEvent(LinkChanges.Contested, "Patient", patient, 0));
        else
            foreach (var told in LinkChanges.Between(LinkedPersons.Of(before), LinkedPersons.Of(after)))
                session.Emit(told);
    }

    private static (string System, string Value) Key(LinkIdentifier identifier) => (identifier.System, identifier.Value);

    private static bool IsSame(LinkedRecord? there, LinkedRecord given)
    {
        if (there is not null && there.Source != given.Source)
            throw new LedgerRefusedException(LedgerRefusal.Exists, "Another source has a record with that id.");
        return there is not null && there.Identifiers.SequenceEqual(given.Identifiers);
    }

    private void Check(LedgerSession session)
    {
        if (session.Database != ledger.Database)
            throw new ArgumentException("The unit of work is of another ledger.", nameof(session));
    }

    private static LinkedRecord Checked(LinkedRecord record)
    {
        ArgumentException.ThrowIfNullOrEmpty(record.Source);
        ArgumentException.ThrowIfNullOrEmpty(record.Patient);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(record.Patient.Length, MaxId);
        return record with { Identifiers = LinkSystems.Normalised(record.Identifiers) };
    }
}
