using Gateway.Sources;
using Gateway.Storage.Links;

namespace Gateway.Federation.Persons;

/// <summary>Which of the Patients at hand are the same person, by the rule of the link index.</summary>
internal sealed class SamePersons
{
    private readonly IReadOnlyList<LinkedPerson> _persons;

    /// <param name="records">What is known of Patients, from answers and from the index; of one Patient all that was said counts.</param>
    public SamePersons(IEnumerable<LinkedRecord> records) => _persons = LinkedPersons.Of(
        [.. records.GroupBy(r => r.Patient).Select(g => g.First() with { Identifiers = LinkSystems.Normalised(g.SelectMany(r => r.Identifiers)) })]);

    /// <summary>The records of the persons named.</summary>
    public IReadOnlyList<LinkedRecord> RecordsOf(NamedPersons named) => [.. Named(named).SelectMany(p => p.Records)];

    /// <summary>True when the records of a person named disagree on who it is, and not all that their numbers lead to is shown.</summary>
    public bool IsContested(NamedPersons named) => Named(named).Any(p => p.IsContested);

    /// <summary>The ids of all Patients of the persons named; those that were named by id are always among them.</summary>
    public IReadOnlyCollection<string> Of(NamedPersons named) => new HashSet<string>([.. named.PatientIds, .. RecordsOf(named).Select(r => r.Patient)], StringComparer.Ordinal);

    private IEnumerable<LinkedPerson> Named(NamedPersons named) => _persons.Where(p => p.Records.Any(r => named.PatientIds.Contains(r.Patient) || named.Numbers.Any(n => Bears(r, n))));

    // Numbers that must be certain to mean anything count only where they are; a source's own numbers are what they are.
    private static bool Bears(LinkedRecord record, SourceIdentifier number) => record.Identifiers.Any(i => i.System == number.System
        && i.Value == LinkSystems.Normalised(number.System, number.Value) && (i.IsStrong || !PersonSystems.IsShared(number.System)));
}
