using Gateway.Disclosures.Audit.Queue;
using Gateway.Security;
using Gateway.Storage.Audit;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Telemetry;

namespace Gateway.Disclosures.Audit;

/// <summary>
/// Writes what was disclosed, refused and withheld to the audit trail (IHE BALP, https://profiles.ihe.net/ITI/BALP): of each person one event of the interaction and one of the
/// decision. When the task ends, it is durable.
/// </summary>
internal sealed class DisclosureAudit(AuditLog log, AuditQueue queue, TimeProvider time, ILogger<DisclosureAudit> logger)
{
    // In an emergency nobody waits longer for a trail that is locked.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Writes it.</summary>
    /// <param name="caller">Who asked.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="policyVersion">The version of the policies that decided.</param>
    /// <param name="persons">Who is who among those that the resources are about.</param>
    /// <param name="shown">What leaves.</param>
    /// <param name="withheld">What was found and does not.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task WriteAsync(Caller caller, AuditedRequest request, string policyVersion, IReadOnlyList<LinkedPerson> persons, IReadOnlyList<Viewed> shown, IReadOnlyList<Viewed> withheld, CancellationToken cancellation) =>
        log.AppendAsync(Entries(caller, request, policyVersion, persons, shown, withheld), cancellation);

    /// <summary>Writes what is disclosed in an emergency: where the trail cannot be written, to this node's own disk, from where it comes into the trail.</summary>
    /// <exception cref="LedgerUnavailableException">It can be written neither there nor here.</exception>
    public async Task WriteInEmergencyAsync(Caller caller, AuditedRequest request, string policyVersion, IReadOnlyList<LinkedPerson> persons, IReadOnlyList<Viewed> shown, IReadOnlyList<Viewed> withheld, CancellationToken cancellation)
    {
        var entries = Entries(caller, request, policyVersion, persons, shown, withheld);
        try
        {
            await log.AppendAsync(entries, CancellationToken.None).WaitAsync(s_patience, time, cancellation);
        }
        catch (Exception e) when (e is LedgerUnavailableException or TimeoutException)
        {
            if (!await queue.AddAsync(entries, e is not LedgerUnavailableException { IsUndecided: false }, cancellation))
                throw e as LedgerUnavailableException ?? new LedgerUnavailableException("Neither trail nor queue can be written.", true, e);
            Log.AuditQueued(logger);
        }
    }

    /// <summary>The records of it, for a unit of work that they belong to.</summary>
    public IReadOnlyList<AuditEntry> Entries(Caller caller, AuditedRequest request, string policyVersion, IReadOnlyList<LinkedPerson> persons, IReadOnlyList<Viewed> shown, IReadOnlyList<Viewed> withheld)
    {
        var writer = new AuditEventWriter(caller, request, policyVersion, time.GetUtcNow());
        var byPatient = persons.SelectMany(p => p.Records.Select(r => (Address: PatientAddress.Of(r), Person: p))).DistinctBy(p => p.Address).ToDictionary(p => p.Address, p => p.Person, StringComparer.Ordinal);
        var entries = new List<AuditEntry>();
        var about = new List<AboutPerson>();
        var known = new Dictionary<string, AboutPerson>(StringComparer.Ordinal);
        foreach (var (viewed, isShown) in shown.Select(v => (v, true)).Concat(withheld.Select(v => (v, false))))
            foreach (var patient in viewed.Decided.Patients)
            {
                var person = byPatient.GetValueOrDefault(patient) ?? Alone(patient);
                var first = person.Records[0].Patient;
                if (!known.TryGetValue(first, out var one))
                    about.Add(known[first] = one = new AboutPerson(person, patient, [], []));
                one.Add(viewed, isShown);
            }

        foreach (var (person, patient, seen, hidden) in about)
        {
            string[] subjects = [.. person.Records.Select(r => r.Patient)];
            string[] others = [.. subjects.Select(PatientAddress.Of).Where(a => a != patient)];
            if (seen.Count > 0 || request.IsRefused)
                entries.Add(new AuditEntry(writer.Interaction(patient, others), subjects));
            entries.Add(new AuditEntry(writer.Decision(patient, others, seen, hidden), subjects));
        }

        // Whatever was asked leaves a trace, also where it led to nobody.
        if (!about.Exists(a => a.Seen.Count > 0) && !(request.IsRefused && about.Count > 0))
            entries.Add(new AuditEntry(writer.Interaction(null, []), []));
        return entries;
    }

    private static LinkedPerson Alone(string patient) => new() { Records = [new LinkedRecord { Source = "", Patient = patient.StartsWith("Patient/", StringComparison.Ordinal) ? patient["Patient/".Length..] : patient, Identifiers = [] }] };

    /// <summary>What leaves of a person and what does not.</summary>
    /// <param name="Person">The person.</param>
    /// <param name="Patient">The first of their addresses that a decision names.</param>
    /// <param name="Seen">What leaves.</param>
    /// <param name="Hidden">What was found and does not.</param>
    private sealed record AboutPerson(LinkedPerson Person, string Patient, List<Viewed> Seen, List<Viewed> Hidden)
    {
        // A resource may name several of a person's records.
        public void Add(Viewed viewed, bool isShown)
        {
            var those = isShown ? Seen : Hidden;
            if (those.Count == 0 || !ReferenceEquals(those[^1], viewed))
                those.Add(viewed);
        }
    }
}
