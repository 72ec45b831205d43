using Gateway.Security;
using Gateway.Storage.Audit;
using Gateway.Storage.Links;

namespace Gateway.Disclosures.Audit;

/// <summary>
/// Writes what was disclosed, refused and withheld to the audit trail (IHE BALP, https://profiles.ihe.net/ITI/BALP): of each person one event of the interaction and one of the
/// decision. When the task ends, it is durable.
/// </summary>
internal sealed class DisclosureAudit(AuditLog log, TimeProvider time)
{
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

    /// <summary>The records of it, for a unit of work that they belong to.</summary>
    public IReadOnlyList<AuditEntry> Entries(Caller caller, AuditedRequest request, string policyVersion, IReadOnlyList<LinkedPerson> persons, IReadOnlyList<Viewed> shown, IReadOnlyList<Viewed> withheld)
    {
        var writer = new AuditEventWriter(caller, request, policyVersion, time.GetUtcNow());
        var byPatient = persons.SelectMany(p => p.Records.Select(r => (Address: PatientAddress.Of(r), Person: p))).DistinctBy(p => p.Address).ToDictionary(p => p.Address, p => p.Person, StringComparer.Ordinal);
        var entries = new List<AuditEntry>();
        var about = shown.Concat(withheld).SelectMany(v => v.Decided.Patients.Select(p => byPatient.GetValueOrDefault(p) ?? Alone(p))).Distinct(ByFirst).ToList();
        foreach (var person in about)
        {
            var (seen, hidden) = (Of(shown, person, byPatient), Of(withheld, person, byPatient));
            string[] subjects = [.. person.Records.Select(r => r.Patient)];
            var patient = seen.Concat(hidden).SelectMany(v => v.Decided.Patients).First(p => Same(byPatient.GetValueOrDefault(p) ?? Alone(p), person));
            string[] others = [.. subjects.Select(PatientAddress.Of).Where(a => a != patient)];
            if (seen.Count > 0 || request.IsRefused)
                entries.Add(new AuditEntry(writer.Interaction(patient, others), subjects));
            entries.Add(new AuditEntry(writer.Decision(patient, others, seen, hidden), subjects));
        }

        // Whatever was asked leaves a trace, also where it led to nobody.
        if (!about.Exists(p => Of(shown, p, byPatient).Count > 0) && !(request.IsRefused && about.Count > 0))
            entries.Add(new AuditEntry(writer.Interaction(null, []), []));
        return entries;
    }

    private static LinkedPerson Alone(string patient) => new() { Records = [new LinkedRecord { Source = "", Patient = patient.StartsWith("Patient/", StringComparison.Ordinal) ? patient["Patient/".Length..] : patient, Identifiers = [] }] };

    private static IEqualityComparer<LinkedPerson> ByFirst { get; } = EqualityComparer<LinkedPerson>.Create((x, y) => Same(x!, y!), p => p.Records[0].Patient.GetHashCode(StringComparison.Ordinal));

    private static bool Same(LinkedPerson left, LinkedPerson right) => left.Records[0].Patient == right.Records[0].Patient;

    private static List<Viewed> Of(IReadOnlyList<Viewed> viewed, LinkedPerson person, Dictionary<string, LinkedPerson> byPatient) =>
        [.. viewed.Where(v => v.Decided.Patients.Any(p => Same(byPatient.GetValueOrDefault(p) ?? Alone(p), person)))];
}
