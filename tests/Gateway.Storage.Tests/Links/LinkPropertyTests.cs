using FsCheck;
using FsCheck.Fluent;
using Gateway.Storage.Backup;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Links;

/// <summary>Whatever records come and go in whatever order: who is joined is what the model says, no person has two NHS numbers, and the events tell the way.</summary>
[Collection(nameof(Stores))]
public sealed class LinkPropertyTests(Stores stores)
{
    private const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";

    private static readonly Gen<LinkIdentifier> s_identifier =
        from system in Gen.Elements(Nhs, Nhs, "https://health-justice.example/id/pnc", "https://health-justice.example/id/custody-number")
        from value in Gen.Choose(1, 3)
        from isStrong in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new LinkIdentifier(system, $"{value}", isStrong);

    // A record with no identifiers stands for one that is removed.
    private static readonly Gen<LinkedRecord> s_change =
        from patient in Gen.Choose(1, 9)
        from identifiers in s_identifier.ListOf(2)
        from count in Gen.Choose(0, 2)
        select new LinkedRecord { Source = $"s{patient % 3}", Patient = $"p{patient}", Identifiers = [.. identifiers.Take(count).DistinctBy(i => (i.System, i.Value))] };

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public void Who_is_joined_is_what_the_records_say_in_whatever_order_they_came(string kind) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(s_change.ListOf(14).ToArbitrary(), changes => HoldsAsync(kind, [.. changes]).GetAwaiter().GetResult()));

    private async Task<bool> HoldsAsync(string kind, IReadOnlyList<LinkedRecord> changes)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var (index, model, read) = (new LinkIndex(ledger), new LinkModel(), 0L);
        var (told, there) = (new Dictionary<string, HashSet<string>>(), new HashSet<string>());

        // Some come one by one, some together, of whom the later see the earlier.
        foreach (var together in changes.Chunk(1 + (changes.Count % 4)))
        {
            there = await ledger.WriteAsync("x", async session =>
            {
                var known = there.ToHashSet();
                foreach (var change in together)
                    await ChangeAsync(index, session, change, known);
                return known;
            });
            foreach (var change in together)
                if (change.Identifiers.Count == 0)
                    model.Remove(change.Patient);
                else
                    model.Put(change);
            read = await FollowAsync(ledger, read, told);
            (await PersonsAsync(index, changes)).Should().BeEquivalentTo(model.Persons());
            await AskTogetherAsync(index, changes);
            foreach (var (patient, others) in told)
                others.Should().BeEquivalentTo((await index.FindAsync(patient))?.Records.Select(r => r.Patient).Where(p => p != patient) ?? [], "the events told of each step");
        }

        (await LedgerCheck.RunAsync(ledger)).Should().BeEmpty();
        return true;
    }

    private static async Task ChangeAsync(LinkIndex index, LedgerSession session, LinkedRecord change, HashSet<string> known)
    {
        if (change.Identifiers.Count == 0)
        {
            await index.RemoveAsync(session, change.Source, change.Patient);
            known.Remove(change.Patient);
        }
        else if (known.Add(change.Patient))
            await index.PutNewAsync(session, change);
        else
            await index.PutAsync(session, change);
    }

    // Asked together, some records and numbers give what they give one by one.
    private static async Task AskTogetherAsync(LinkIndex index, IReadOnlyList<LinkedRecord> changes)
    {
        var (patients, numbers) = (changes.Select(c => c.Patient).Take(5).ToList(), changes.SelectMany(c => c.Identifiers).Select(i => (i.System, i.Value)).Skip(2).Take(5).ToList());
        var alone = new List<LinkedPerson>();
        foreach (var patient in patients)
            if (await index.FindAsync(patient) is { } person)
                alone.Add(person);
        foreach (var (system, value) in numbers)
            alone.AddRange(await index.FindAsync(system, value));
        (await index.FindAllAsync(patients, numbers)).Should().BeEquivalentTo(alone.DistinctBy(p => p.Records[0].Patient));
    }

    private static async Task<IEnumerable<string>> PersonsAsync(LinkIndex index, IEnumerable<LinkedRecord> changes)
    {
        var persons = new HashSet<string>();
        foreach (var patient in changes.Select(c => c.Patient).Distinct())
            if (await index.FindAsync(patient) is { } person)
            {
                person.Records.SelectMany(r => r.Identifiers).Where(i => i.IsStrong && i.System == Nhs).Select(i => i.Value).Distinct().Count().Should().BeLessThan(person.Records.Count == 1 ? 3 : 2);
                persons.Add((person.IsContested ? "*" : "") + string.Join(' ', person.Records.Select(r => r.Patient).Order(StringComparer.Ordinal)));
            }

        return persons;
    }

    private static async Task<long> FollowAsync(GatewayLedger ledger, long after, Dictionary<string, HashSet<string>> told)
    {
        foreach (var happened in await ledger.EventsAsync(after, 1_000))
        {
            after = happened.Number;
            var others = told.TryGetValue(happened.Id, out var known) ? known : told[happened.Id] = [];
            if (happened.Kind == "link.made")
                others.UnionWith(LinkTests.Patients(happened));
            else if (happened.Kind == "link.removed")
                others.ExceptWith(LinkTests.Patients(happened));
        }

        return after;
    }
}
