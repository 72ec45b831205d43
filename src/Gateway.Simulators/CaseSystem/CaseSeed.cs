using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.CaseSystem;

/// <summary>Makes the records that the case system has of a population.</summary>
internal static class CaseSeed
{
    public static IEnumerable<CaseRecord> Records(Population population)
    {
        foreach (var person in population.People.Where(p => p.InCaseSystem is not null))
        {
            var contacts = ContactMaker.Make(person, population);
            var opened = contacts.Select(c => c.EndedAt).Append(person.Referral?.At ?? DateTimeOffset.MaxValue).Min();
            yield return Record(CaseKind.Persons, person.InCaseSystem!.Id, opened, PersonContent.Of(person));
            foreach (var record in contacts.SelectMany(c => OfContact(c, population)).Concat(ReferralRecords.Of(person, contacts is [var first, ..] ? first : null, population)))
                yield return record;
        }

        foreach (var number in Enumerable.Range(0, population.People.Count / 4))
            yield return FeedbackRecords.Of(number, population);
    }

    /// <summary>The first version of a record.</summary>
    public static CaseRecord Record(CaseKind kind, string id, DateTimeOffset at, object content) => CaseRecord.Of(kind, id, 1, at, Json.Node(content));

    private static IEnumerable<CaseRecord> OfContact(Contact contact, Population population)
    {
        var draw = Draw.For(population.Seed, contact.Key, 6);
        return
        [
            ContactRecords.Episode(contact, population, draw),
            .. ContactRecords.Risks(contact),
            .. ContactRecords.Screen(contact, draw),
            .. MedicationRecords.Of(contact, draw),
            .. CourtDateRecords.Of(contact, population, draw),
            .. HealthRequestRecords.Of(contact, population, draw),
        ];
    }
}
