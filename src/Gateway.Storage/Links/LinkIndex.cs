using Gateway.Storage.Ledger;

namespace Gateway.Storage.Links;

/// <summary>
/// Which records of the sources are one person's. Records are joined by equal strong identifiers and by nothing else, and never to one with another
/// NHS number (<see cref="LinkedPersons"/> has the rule). Who is joined follows from the records that are there, not from the order in which they came.
/// </summary>
public sealed class LinkIndex(GatewayLedger ledger)
{
    private const string Lock = "links";
    private const int MaxId = 64;

    /// <summary>Stores what a record is known by, in a unit of work of its own. It costs one read where nothing has changed.</summary>
    /// <exception cref="LedgerRefusedException">Another source has a record with that id.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written.</exception>
    public async Task PutAsync(LinkedRecord record, CancellationToken cancellation = default)
    {
        var given = Checked(record);
        await using (var connection = await ledger.Database.OpenAsync(cancellation))
            if (IsSame(await LinkRows.FindAsync(connection, null, given.Patient, cancellation), given))
                return;
        await ledger.WriteAsync(Lock, session => PutAsync(session, given, cancellation), cancellation);
    }

    /// <summary>Stores what a record is known by; false, and no event, when nothing has changed. Events tell who is joined now, or no longer: <c>link.made</c>, <c>link.removed</c>, <c>link.contested</c>.</summary>
    /// <exception cref="LedgerRefusedException">Another source has a record with that id.</exception>
    public async Task<bool> PutAsync(LedgerSession session, LinkedRecord record, CancellationToken cancellation = default)
    {
        Check(session);
        var given = Checked(record);
        if (IsSame(await LinkRows.FindAsync(session.Connection, session.Transaction, given.Patient, cancellation), given))
            return false;

        // Changes of links come one after another on all nodes: what is told of them would be wrong otherwise.
        await session.LockAsync(Lock, cancellation);
        var there = await LinkRows.FindAsync(session.Connection, session.Transaction, given.Patient, cancellation);
        if (IsSame(there, given))
            return false;
        var affected = await LinkRows.AroundAsync(session, given.Patient, given.Identifiers.Where(i => i.IsStrong), cancellation);
        await LinkRows.PutAsync(session, given, cancellation);
        Tell(session, affected, [.. affected.Where(r => r.Patient != given.Patient), given], given.Patient);
        return true;
    }

    /// <summary>Forgets a record; false when that source has none with that id.</summary>
    public async Task<bool> RemoveAsync(LedgerSession session, string source, string patient, CancellationToken cancellation = default)
    {
        Check(session);
        await session.LockAsync(Lock, cancellation);
        var affected = await LinkRows.AroundAsync(session, patient, [], cancellation);
        if (!affected.Any(r => r.Patient == patient && r.Source == source))
            return false;
        await LinkRows.RemoveAsync(session, patient, cancellation);
        Tell(session, affected, [.. affected.Where(r => r.Patient != patient)], patient);
        return true;
    }

    /// <summary>What one record is known by, as a unit of work sees it; null when it is not known.</summary>
    public static Task<LinkedRecord?> FindRecordAsync(LedgerSession session, string patient, CancellationToken cancellation = default) =>
        LinkRows.FindAsync(session.Connection, session.Transaction, patient, cancellation);

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

    // What too many records lead to is not followed: only the record itself is told of.
    private static void Tell(LedgerSession session, IReadOnlyList<LinkedRecord> before, IReadOnlyList<LinkedRecord> after, string patient)
    {
        if (before.Count > LinkedPersons.MaxRecords)
            session.Emit(new LedgerEvent(LinkChanges.Contested, "Patient", patient, 0));
        else
            foreach (var told in LinkChanges.Between(LinkedPersons.Of(before), LinkedPersons.Of(after)))
                session.Emit(told);
    }

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
