using System.Text.Json;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Links;

[Collection(nameof(Stores))]
public sealed class LinkTests(Stores stores)
{
    private const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";
    private const string Pnc = "https://health-justice.example/id/pnc";
    private const string Custody = "https://health-justice.example/id/custody-number";

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Records_that_lead_to_each_other_are_one_person(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var index = new LinkIndex(ledger);
        await index.PutAsync(Record("case", "a", (Nhs, "999 000 0018"), (Pnc, "2004/0123456x")));
        await index.PutAsync(Record("trust", "b", (Nhs, "9990000018")));
        await index.PutAsync(Record("custody", "c", (Pnc, "2004 /0123456X "), (Custody, "42CP/1")));
        await index.PutAsync(Record("courts", "d"));
        (await index.FindAsync("b"))!.Records.Select(r => r.Patient).Should().Equal("a", "c", "b");
        (await index.FindAsync(Custody, "42CP/1")).Should().ContainSingle().Which.Should().Match<LinkedPerson>(p => p.Records.Count == 3 && !p.IsContested);
        (await index.FindAsync("d"))!.Records.Should().ContainSingle();
        (await index.FindAsync("e")).Should().BeNull();
        (await ledger.EventsAsync(0, 100)).Select(Shown).Should().Equal("link.made a: b", "link.made b: a", "link.made a: c", "link.made b: c", "link.made c: a,b");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_was_said_before_changes_nothing_and_tells_nothing(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var (index, record) = (new LinkIndex(ledger), Record("case", "a", (Nhs, "9990000018"), (Custody, "1")));
        (await ledger.WriteAsync("x", s => index.PutAsync(s, record))).Should().BeTrue();
        (await ledger.WriteAsync("x", s => index.PutAsync(s, record with { Identifiers = [.. record.Identifiers.Reverse()] }))).Should().BeFalse();
        await index.PutAsync(record);
        (await ledger.EventsAsync(0, 10)).Should().BeEmpty();
        await index.Invoking(i => i.PutAsync(record with { Source = "trust" })).Should().ThrowAsync<LedgerRefusedException>();
        (await ledger.WriteAsync("x", s => index.RemoveAsync(s, "trust", "a"))).Should().BeFalse();
        (await ledger.WriteAsync("x", s => index.RemoveAsync(s, "case", "a"))).Should().BeTrue();
        (await index.FindAsync("a")).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Many_are_asked_for_together_also_where_a_number_is_shared_by_too_many_to_be_one(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var index = new LinkIndex(ledger);
        await ledger.WriteAsync("x", async session =>
        {
            for (var i = 0; i < 150; i++)
                foreach (var source in (string[])["case", "trust"])
                    await index.PutAsync(session, Record(source, $"{source}{i}", (Custody, $"{i}")));
            for (var i = 0; i < LinkedPersons.MaxRecords + 40; i++)
                await index.PutAsync(session, Record("courts", $"c{i}", (Pnc, "2004/0123456X")));
            return true;
        });
        var found = await index.FindAllAsync([.. Enumerable.Range(0, 140).Select(i => $"case{i}"), "nobody"], [.. Enumerable.Range(100, 50).Select(i => (Custody, $"{i}"))]);
        found.Should().HaveCount(150).And.OnlyContain(p => p.Records.Count == 2 && !p.IsContested);
        (await index.FindAllAsync(["case1", "c7"], [(Pnc, "2004/0123456X")])).Should().HaveCountGreaterThan(2).And.OnlyContain(p => p.Records[0].Patient == "case1" || (p.Records.Count == 1 && p.IsContested));
        (await index.FindAllAsync([], [])).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_another_node_stores_or_forgets_of_links_is_told_to_the_next_who_asks(string kind)
    {
        var address = await stores.NewAsync(kind);
        await using var ledger = await GatewayLedger.OpenAsync(address, TimeProvider.System);
        await using var other = await GatewayLedger.OpenAsync(address, TimeProvider.System);
        var (index, elsewhere) = (new LinkIndex(ledger), new LinkIndex(other));
        (await ShownAsync()).Should().BeEmpty();
        await elsewhere.PutAsync(Record("case", "a", (Nhs, "9990000018")));
        (await ShownAsync()).Should().Equal("a");
        await other.WriteAsync("x", async session =>
        {
            await elsewhere.PutNewAsync(session, Record("trust", "b", (Nhs, "9990000018")));
            await elsewhere.PutNewAsync(session, Record("courts", "c", (Pnc, "2004/0123456X")));
            return true;
        });
        (await ShownAsync()).Should().Equal("a,b", "c");
        (await ShownAsync()).Should().Equal("a,b", "c");
        await elsewhere.PutAsync(Record("case", "a", (Nhs, "9990000018"), (Pnc, "2004/0123456X")));
        (await ShownAsync()).Should().Equal("a,b,c");
        (await index.FindAllAsync(["b"], [])).Should().ContainSingle().Which.Records.Should().HaveCount(3);
        await other.WriteAsync("x", s => elsewhere.RemoveAsync(s, "case", "a"));
        (await ShownAsync()).Should().Equal("b", "c");
        (await index.FindAllAsync(["a"], [])).Should().BeEmpty();

        async Task<IEnumerable<string>> ShownAsync() => (await index.FindAllAsync(["a"], [(Nhs, "999 000 0018"), (Pnc, "2004/0123456X")]))
            .Select(p => string.Join(',', p.Records.Select(r => r.Patient).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Many_who_ask_at_once_are_each_told_of_their_own_and_as_it_is_now(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var index = new LinkIndex(ledger);
        for (var i = 0; i < 20; i++)
            await index.PutAsync(Record("case", $"a{i}", (Custody, $"{i}")));
        await index.Awaiting(x => x.FindAsync(Custody, "1", new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();
        var found = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(async () => (await index.FindAsync(Custody, $"{i % 20}")).Single().Records.Single().Patient)));
        found.Should().Equal(Enumerable.Range(0, 400).Select(i => $"a{i % 20}"));
        await index.PutAsync(Record("trust", "b", (Custody, "3")));
        (await index.FindAsync(Custody, "3")).Single().Records.Should().HaveCount(2);
        (await index.FindAsync("a3"))!.Records.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Two_nhs_numbers_are_never_one_person_whatever_else_is_shared(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var index = new LinkIndex(ledger);
        await index.PutAsync(Record("case", "a", (Nhs, "1"), (Pnc, "P")));
        await index.PutAsync(Record("trust", "b", (Nhs, "1")));
        await index.PutAsync(Record("custody", "c", (Pnc, "P"), (Custody, "42")));
        await index.PutAsync(Record("courts", "d", (Nhs, "2"), (Custody, "42")));
        (await ledger.EventsAsync(5, 100)).Select(Shown).Should().Equal("link.removed a: c", "link.contested a: ", "link.removed b: c", "link.contested b: ", "link.removed c: a,b", "link.contested c: ", "link.contested d: ");
        (await index.FindAsync("a"))!.Should().Match<LinkedPerson>(p => p.IsContested && p.Records.Count == 2);
        (await index.FindAsync(Custody, "42")).Should().HaveCount(2).And.OnlyContain(p => p.IsContested && p.Records.Count == 1);
        await ledger.WriteAsync("x", s => index.RemoveAsync(s, "courts", "d"));
        (await index.FindAsync("b"))!.Should().Match<LinkedPerson>(p => !p.IsContested && p.Records.Count == 3);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Weak_identifiers_join_none_and_find_all_that_bear_them(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var index = new LinkIndex(ledger);
        await index.PutAsync(Record("case", "a", (Nhs, "1")));
        await index.PutAsync(new LinkedRecord { Source = "trust", Patient = "b", Identifiers = [new(Nhs, "1", false)] });
        (await index.FindAsync(Nhs, "1")).Select(p => p.Records.Single().Patient).Should().BeEquivalentTo("a", "b");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task An_identifier_that_hundreds_share_is_none_and_joins_none(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var index = new LinkIndex(ledger);
        await ledger.WriteAsync("x", async session =>
        {
            for (var i = 0; i < LinkedPersons.MaxRecords + 1; i++)
                await LinkRows.PutAsync(session, Record("case", $"p{i}", (Custody, "unknown")), default);
            return true;
        });
        (await index.FindAsync("p7"))!.Should().Match<LinkedPerson>(p => p.IsContested && p.Records.Count == 1);
        await index.PutAsync(Record("case", "more", (Custody, "unknown")));
        (await ledger.EventsAsync(0, 10)).Select(Shown).Should().Equal("link.contested more: ");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Nodes_that_link_at_once_tell_of_each_link_once(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var first = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var second = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => new LinkIndex(i % 2 == 0 ? first : second).PutAsync(Record("case", $"p{i / 2}", (Custody, $"{i / 2 % 5}")))));
        var events = await first.EventsAsync(0, 1_000);
        events.SelectMany(e => Patients(e).Select(o => $"{e.Id} {o}")).Should().OnlyHaveUniqueItems().And.HaveCount(5 * 4 * 3);
        events.Should().OnlyContain(e => e.Kind == "link.made");
    }

    internal static string[] Patients(LedgerEvent told)
    {
        if (told.Content.IsEmpty)
            return [];
        using var json = JsonDocument.Parse(told.Content);
        return [.. json.RootElement.GetProperty("patients").EnumerateArray().Select(p => p.GetString()!)];
    }

    private static string Shown(LedgerEvent told) => $"{told.Kind} {told.Id}: {string.Join(',', Patients(told).Order())}";

    private static LinkedRecord Record(string source, string patient, params (string System, string Value)[] identifiers) =>
        new() { Source = source, Patient = patient, Identifiers = [.. identifiers.Select(i => new LinkIdentifier(i.System, i.Value, true))] };
}
