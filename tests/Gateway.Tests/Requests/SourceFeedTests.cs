using System.Text;
using Gateway.Disclosures.Consents;
using Gateway.Federation.Ids;
using Gateway.Federation.Records;
using Gateway.Fhir.Json;
using Gateway.Requests;
using Gateway.Requests.Feeds;
using Gateway.Requests.HealthRequests;
using Gateway.Requests.Referrals;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Feeds;
using Gateway.Storage.Links;
using Gateway.Tests.Federation;
using Gateway.Tests.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Tests.Requests;

public sealed class SourceFeedTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_wait = TimeSpan.FromHours(1);
    private readonly TemporaryFolder _folder = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordResources _resources = new(new GatewayIds(new byte[32]), []);
    private readonly ScriptedSource _source = new(1, "case-system", ["Patient"], [ScriptedFederation.Nhs], s => s.Locators is ["p2"] ? SourceAnswer.Of(SourceState.NothingKnown)
        : new SourceAnswer { State = SourceState.Answered, Records = [Person(s.Locators[0], "9991001832")] });

    private GatewayLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = Path.Combine(_folder.Path, "ledger.db") }, _clock);

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_record_that_cannot_be_taken_in_keeps_none_behind_it_waiting_and_is_read_again()
    {
        var (links, feed) = (new LinkIndex(_ledger), Feed());
        await OccupyAsync(links, "p1");
        _source.Feed.Enqueue(new SourceChanges { State = SourceState.Answered, Next = "7", Records = [Person("p1", "9991001832"), Person("p3", "9991001840")] });

        await feed.ReadAsync(CancellationToken.None);

        (await new FeedCursors(_ledger).GetAsync("case-system")).Should().Be("7");
        (await links.FindAsync(IdOf("p3"))).Should().NotBeNull();
        (await new RefusedRecords(_ledger).CountsAsync()).Should().Equal(("case-system", 1));

        await _ledger.WriteAsync("x", session => links.RemoveAsync(session, "other", IdOf("p1")));
        await feed.ReadAsync(CancellationToken.None);
        (await links.FindAsync(IdOf("p1"))).Should().BeNull("its time has not come");
        _clock.Now += s_wait;
        await feed.ReadAsync(CancellationToken.None);

        (await links.FindAsync(IdOf("p1"))!)!.Records.Should().ContainSingle(r => r.Source == "case-system");
        (await new RefusedRecords(_ledger).CountsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_record_that_was_refused_is_read_again_until_it_is_gone_or_sent_anew()
    {
        var feed = Feed();
        _source.Feed.Enqueue(new SourceChanges { State = SourceState.Partly, Next = "1", Refused = [new RefusedRecord("Patient", "p1"), new RefusedRecord("Patient", "p2"), new RefusedRecord("Patient", "p4")] });
        await feed.ReadAsync(CancellationToken.None);
        (await new RefusedRecords(_ledger).CountsAsync()).Should().Equal(("case-system", 3));

        _source.Feed.Enqueue(new SourceChanges { State = SourceState.Answered, Next = "2", Records = [Person("p4", "9991001840")] });
        await feed.ReadAsync(CancellationToken.None);
        (await new RefusedRecords(_ledger).CountsAsync()).Should().Equal(("case-system", 2));

        _clock.Now += s_wait;
        await feed.ReadAsync(CancellationToken.None);

        (await new RefusedRecords(_ledger).CountsAsync()).Should().BeEmpty();
        (await new LinkIndex(_ledger).FindAsync(IdOf("p1"))).Should().NotBeNull();
    }

    // A Patient's id is another source's: the link index refuses it.
    private async Task OccupyAsync(LinkIndex links, string locator) => await links.PutAsync(new LinkedRecord { Source = "other", Patient = IdOf(locator), Identifiers = [new LinkIdentifier("urn:x", "1", false)] });

    private string IdOf(string locator) => _resources.Of(_source.Profile, Person(locator, "9991001832")).Single().Id;

    private SourceFeed Feed()
    {
        var directory = new SourceDirectory([_source], null!);
        return new SourceFeed(_source, _ledger, new FeedCursors(_ledger), new RefusedRecords(_ledger), _resources, new LinkIndex(_ledger), new HealthRequestProgress(directory, null!, null!, null!), new ReferralReports(directory), new ConsentIntake(_resources, null!), NullLogger<SourceFeed>.Instance, new RequestOptions { RefusedEvery = s_wait });
    }

    private static SourceRecord Person(string locator, string number) => new()
    {
        Locator = locator,
        Bundle = FhirJson.Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","identifier":[{"system":"{{ScriptedFederation.Nhs}}","value":"{{number}}"}]} }]}""")).Root,
    };
}
