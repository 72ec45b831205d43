using System.Text;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Storage.Ledger;
using Gateway.Storage.Search;
using Gateway.Storage.Tests.Data;

namespace Gateway.Storage.Tests.Ledger;

[Collection(nameof(Stores))]
public sealed class ResourceTests(Stores stores)
{
    private int _ids;

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_resource_is_created_updated_deleted_and_found_meanwhile(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writer = Writer(ledger);
        var created = await writer.WriteAsync(new CreateChange(Patient("Lee", "given")));
        (created.Kind, created.Resource!.Id, created.Resource.Version).Should().Be((WriteOutcomeKind.Created, "n1", 1));
        Text(created.Resource).Should().MatchRegex("^\\{\"resourceType\":\"Patient\",\"id\":\"n1\",\"meta\":\\{\"versionId\":\"1\",\"lastUpdated\":\"[0-9T:.-]+Z\"\\}");
        (await FoundAsync(ledger, "family=lee")).Should().Equal("n1");
        (await writer.WriteAsync(new UpdateChange(Patient("Kay", "n1"), 1))).Kind.Should().Be(WriteOutcomeKind.Updated);
        (await FoundAsync(ledger, "family=lee")).Should().BeEmpty();
        (await FoundAsync(ledger, "family=kay")).Should().Equal("n1");
        (await Refusal(() => writer.WriteAsync(new UpdateChange(Patient("Late", "n1"), 1)))).Should().Be(LedgerRefusal.Stale);
        (await writer.WriteAsync(new DeleteChange("Patient", "n1"))).Kind.Should().Be(WriteOutcomeKind.Deleted);
        (await writer.WriteAsync(new DeleteChange("Patient", "n1"))).Kind.Should().Be(WriteOutcomeKind.Unchanged);
        (await FoundAsync(ledger, "family=kay")).Should().BeEmpty();
        (await writer.WriteAsync(new UpdateChange(Patient("Back", "n1")))).Should().Match<WriteOutcome>(o => o.Kind == WriteOutcomeKind.Created && o.Resource!.Version == 4);
        (await ledger.FindAsync("Patient", "n1", 2))!.IsDeleted.Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_created_on_condition_is_created_once_however_many_nodes_try(string kind)
    {
        var options = await stores.NewAsync(kind);
        await using var first = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var second = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(i =>
            Writer(i % 2 == 0 ? first : second).WriteAsync(new CreateChange(Patient("Lee", $"{i}"), Query("identifier=urn:x|Lee")))));
        outcomes.Count(o => o.Kind == WriteOutcomeKind.Created).Should().Be(1);
        outcomes.Select(o => o.Resource!.Id).Distinct().Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_change_that_stands_on_what_a_condition_found_is_refused_once_it_finds_something_else(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writer = Writer(ledger);
        var nothing = new ConditionPremise(Query("identifier=urn:x|Lee"), []);
        (await writer.WriteAsync(new CreateChange(Patient("Lee", null)) { Id = "mine", Premise = nothing })).Resource!.Id.Should().Be("mine");
        (await Refusal(() => writer.WriteAsync(new CreateChange(Patient("Lee", null)) { Premise = nothing }))).Should().Be(LedgerRefusal.Overtaken);
        var one = nothing with { Found = [new FoundVersion("Patient", "mine", 1)] };
        (await writer.WriteAsync(new UpdateChange(Patient("Lee", "mine"), 1) { Premise = one, Method = "PATCH" })).Resource!.Method.Should().Be("PATCH");
        (await Refusal(() => writer.WriteAsync(new UpdateChange(Patient("Lee", "mine"), 2) { Premise = one }))).Should().Be(LedgerRefusal.Overtaken, "it is another version");
        (await Refusal(() => writer.WriteAsync([new UpdateChange(Patient("Kay", "kay"), 0), new CreateChange(Patient("Lee", null)) { Premise = nothing }]))).Should().Be(LedgerRefusal.Overtaken);
        (await ledger.FindAsync("Patient", "kay")).Should().BeNull("nothing of the transaction is done");

        // 0 is the version of what was never there.
        (await writer.WriteAsync(new UpdateChange(Patient("Kay", "kay"), 0))).Kind.Should().Be(WriteOutcomeKind.Created);
        (await Refusal(() => writer.WriteAsync(new UpdateChange(Patient("Kay", "kay"), 0)))).Should().Be(LedgerRefusal.Stale);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Conditions_change_the_only_resource_they_find(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writer = Writer(ledger);
        await writer.WriteAsync(new ConditionalUpdateChange(Patient("Lee", null), Query("identifier=urn:x|Lee")));
        (await writer.WriteAsync(new ConditionalUpdateChange(Patient("Lee", null), Query("identifier=urn:x|Lee")))).Should().Match<WriteOutcome>(o => o.Kind == WriteOutcomeKind.Updated && o.Resource!.Id == "n1");
        await writer.WriteAsync(new UpdateChange(Patient("Lee", "other")));
        (await Refusal(() => writer.WriteAsync(new ConditionalUpdateChange(Patient("Lee", null), Query("identifier=urn:x|Lee"))))).Should().Be(LedgerRefusal.Ambiguous);
        (await Refusal(() => writer.WriteAsync(new ConditionalDeleteChange(Query("identifier=urn:x|Lee"))))).Should().Be(LedgerRefusal.Ambiguous);
        await writer.WriteAsync(new ConditionalDeleteChange(Query("identifier=urn:x|Lee"), true));
        (await FoundAsync(ledger, "family=lee")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_transaction_is_stored_whole_and_its_entries_find_each_other(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writer = Writer(ledger);
        var outcomes = await writer.WriteAsync([
            new UpdateChange(Flag("f", "urn:uuid:1")),
            new CreateChange(Patient("Lee", null)) { FullUrl = "urn:uuid:1" },
        ]);
        Text(outcomes[0].Resource!).Should().Contain($"\"reference\":\"Patient/{outcomes[1].Resource!.Id}\"");
        (await new LedgerSearch(ledger).FindAsync(SearchQueryParser.Parse("Flag", "patient.family=lee").Query!)).Matches.Should().ContainSingle();
        (await Refusal(() => writer.WriteAsync([new CreateChange(Patient("Kay", null)), new UpdateChange(Flag("f", "Patient/x"), 9)]))).Should().Be(LedgerRefusal.Stale);
        (await Refusal(() => writer.WriteAsync([new UpdateChange(Flag("g", "Patient/x")), new UpdateChange(Flag("g", "Patient/x"))]))).Should().Be(LedgerRefusal.Ambiguous);
        (await FoundAsync(ledger, "family=kay")).Should().BeEmpty();
        (await ledger.FindAsync("Flag", "g")).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Creates_with_the_same_condition_in_one_transaction_make_one_resource(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writer = Writer(ledger);
        ResourceChange[] changes = [
            new CreateChange(Patient("Lee", null), Query("identifier=urn:x|Lee&family=lee")) { FullUrl = "urn:uuid:1" },
            new CreateChange(Patient("Lee", null), Query("family=Lee&identifier=urn:x%7Clee")) { FullUrl = "urn:uuid:2" },
            new UpdateChange(Flag("f", "urn:uuid:1")),
            new UpdateChange(Flag("g", "urn:uuid:2")),
        ];
        var first = await writer.WriteAsync(changes);
        first.Select(o => o.Kind).Should().Equal(WriteOutcomeKind.Created, WriteOutcomeKind.Unchanged, WriteOutcomeKind.Created, WriteOutcomeKind.Created);
        first.Take(2).Select(o => o.Resource!.Id).Distinct().Should().ContainSingle();
        first.Skip(2).Should().OnlyContain(o => Text(o.Resource!).Contains($"\"reference\":\"Patient/{first[0].Resource!.Id}\""));
        (await writer.WriteAsync(changes)).Take(2).Should().OnlyContain(o => o.Kind == WriteOutcomeKind.Unchanged && o.Resource!.Id == first[0].Resource!.Id);
        (await FoundAsync(ledger, "family=lee")).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Entries_of_one_transaction_that_are_of_one_resource_are_refused_whatever_their_order(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind), TimeProvider.System);
        var writer = Writer(ledger);
        await writer.WriteAsync(new UpdateChange(Patient("Lee", "lee")));
        var (lee, kay) = (Query("identifier=urn:x|Lee"), Query("identifier=urn:x|Kay"));
        foreach (ResourceChange[] pair in new ResourceChange[][]
        {
            [new CreateChange(Patient("Lee", null), lee), new DeleteChange("Patient", "lee")],
            [new ConditionalUpdateChange(Patient("Lee", null), lee), new DeleteChange("Patient", "lee")],
            [new ConditionalUpdateChange(Patient("Lee", null), lee), new UpdateChange(Patient("Lee", "lee"))],
            [new ConditionalUpdateChange(Patient("Kay", null), kay), new ConditionalUpdateChange(Patient("Kay", null), kay)],
            [new ConditionalUpdateChange(Patient("Kay", null), kay), new CreateChange(Patient("Kay", null), kay)],
            [new ConditionalDeleteChange(lee, true), new UpdateChange(Patient("Lee", "lee"))],
        })
        {
            (await Refusal(() => writer.WriteAsync(pair))).Should().Be(LedgerRefusal.Ambiguous);
            (await Refusal(() => writer.WriteAsync([.. pair.Reverse()]))).Should().Be(LedgerRefusal.Ambiguous);
        }

        (await ledger.FindAsync("Patient", "lee"))!.Version.Should().Be(1);
        (await FoundAsync(ledger, "family=kay")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_no_ledger_should_hold_is_refused_and_nothing_is_stored(string kind)
    {
        await using var ledger = await GatewayLedger.OpenAsync(await stores.NewAsync(kind) with { MaxResourceBytes = 2000 }, TimeProvider.System);
        var writer = Writer(ledger);
        (await Refusal(() => writer.WriteAsync(new UpdateChange(Patient("Lee", null))))).Should().Be(LedgerRefusal.InvalidId);
        (await Refusal(() => writer.WriteAsync(new UpdateChange(Patient("Lee", new string('a', 65)))))).Should().Be(LedgerRefusal.InvalidId);
        (await Refusal(() => writer.WriteAsync(new CreateChange(Patient(new string('x', 3000), null))))).Should().Be(LedgerRefusal.TooLarge);
        (await ledger.EventsAsync(0, 10)).Should().BeEmpty();
    }

    private ResourceWriter Writer(GatewayLedger ledger) => new(ledger, new IndexExtractor(), () => $"n{Interlocked.Increment(ref _ids)}");

    private static SearchQuery Query(string query) => SearchQueryParser.Parse("Patient", query).Query!;

    private static async Task<IEnumerable<string>> FoundAsync(GatewayLedger ledger, string query) => (await new LedgerSearch(ledger).FindAsync(Query(query))).Matches.Select(m => m.Id);

    private static async Task<LedgerRefusal> Refusal<T>(Func<Task<T>> write) => (await write.Should().ThrowAsync<LedgerRefusedException>()).Which.Refusal;

    private static Element Patient(string family, string? id) => Read($$"""{"resourceType":"Patient",{{(id is null ? "" : $"\"id\":\"{id}\",")}}"identifier":[{"system":"urn:x","value":"{{family}}"}],"name":[{"family":"{{family}}"}]}""");

    private static Element Flag(string id, string subject) => Read($$$"""{"resourceType":"Flag","id":"{{{id}}}","status":"active","code":{"text":"x"},"subject":{"reference":"{{{subject}}}"}}""");

    private static Element Read(string json) => FhirJson.Read(Encoding.UTF8.GetBytes(json), options: Gateway.Fhir.ReadOptions.Tolerant).Root;

    private static string Text(StoredResource resource) => Encoding.UTF8.GetString(resource.Content.Span);
}
