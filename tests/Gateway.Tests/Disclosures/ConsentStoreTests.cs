using System.Text;
using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Access.Directories;
using Gateway.Access.Policies;
using Gateway.Areas;
using Gateway.Conformance;
using Gateway.Disclosures.Consents;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Storage;
using Gateway.Storage.Ledger;
using Gateway.Storage.Links;
using Gateway.Storage.Search;
using Gateway.Tests.Security;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Disclosures;

/// <summary>Attack 35: while nobody can tell what persons consent to, nothing of them is given.</summary>
public sealed class ConsentStoreTests
{
    [Theory]
    [InlineData("counter", "p1")]
    [InlineData("search_row", "p2")]
    public async Task While_the_store_of_consents_is_down_nothing_of_a_person_is_given(string gone, string patient)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "ledger.db");
        await using var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = file }, TimeProvider.System);
        var book = new ConsentBook(ledger, new LedgerSearch(ledger), SearchContext.R4);
        var before = Session().Decide(Flag("p1"), new DataOrigin("trust", "trust", "R1L"), await book.OfAsync([Person("p1")], [], CancellationToken.None));
        await using (var connection = new SqliteConnection($"Data Source={file}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"alter table {gone} rename to was_{gone}";
            await command.ExecuteNonQueryAsync();
        }

        var consents = await book.OfAsync([Person(patient)], [], CancellationToken.None);

        before.Shown.Should().NotBeNull();
        consents.Should().BeSameAs(PersonConsents.Unanswerable);
        Session().Decide(Flag(patient), new DataOrigin("trust", "trust", "R1L"), consents).Shown.Should().BeNull();
    }

    [Fact]
    public async Task What_was_kept_of_a_person_is_asked_for_again_once_another_node_has_stored_a_consent()
    {
        using var folder = new TemporaryFolder();
        var options = new LedgerOptions { File = Path.Combine(folder.Path, "ledger.db") };
        await using var ledger = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        await using var other = await GatewayLedger.OpenAsync(options, TimeProvider.System);
        var (book, writer) = (new ConsentBook(ledger, new LedgerSearch(ledger), SearchContext.R4), new ResourceWriter(other, new Gateway.Fhir.Search.Values.IndexExtractor(SearchContext.R4), () => "c1"));
        var seen = new List<bool>();
        foreach (var status in (string?[])[null, "active", "inactive", "active"])
        {
            if (status is not null)
                await writer.WriteAsync(new UpdateChange(Refusal(status)));
            seen.Add(Session().Decide(Flag("p1"), new DataOrigin("trust", "trust", "R1L"), await book.OfAsync([Person("p1")], [], CancellationToken.None)).Shown is not null);
            seen.Add(Session().Decide(Flag("p1"), new DataOrigin("trust", "trust", "R1L"), await book.OfAsync([Person("p1")], [], CancellationToken.None)).Shown is not null);
        }

        await writer.WriteAsync(new DeleteChange("Consent", "c1"));
        seen.Add(Session().Decide(Flag("p1"), new DataOrigin("trust", "trust", "R1L"), await book.OfAsync([Person("p1")], [], CancellationToken.None)).Shown is not null);
        seen.Should().Equal(true, true, false, false, true, true, false, false, true);
    }

    [Fact]
    public async Task Of_persons_by_the_thousand_each_has_their_own()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System);
        await new ResourceWriter(ledger, new Gateway.Fhir.Search.Values.IndexExtractor(SearchContext.R4), () => "c1").WriteAsync(new UpdateChange(Refusal("active")));
        var consents = await new ConsentBook(ledger, new LedgerSearch(ledger), SearchContext.R4).OfAsync([.. Enumerable.Range(0, 1_500).Select(i => Person($"p{i}"))], [], CancellationToken.None);

        Session().Decide(Flag("p1"), new DataOrigin("trust", "trust", "R1L"), consents).Shown.Should().BeNull();
        Session().Decide(Flag("p2"), new DataOrigin("trust", "trust", "R1L"), consents).Shown.Should().NotBeNull();
    }

    [Fact]
    public async Task Of_a_Patient_whom_nobody_can_tell_nothing_is_given()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System);
        var consents = await new ConsentBook(ledger, new LedgerSearch(ledger), SearchContext.R4).OfAsync([], ["p1"], CancellationToken.None);

        Session().Decide(Flag("p1"), new DataOrigin("trust", "trust", "R1L"), consents).Shown.Should().BeNull();
    }

    // A record whose NHS number nobody has verified may be of its owner.
    [Fact]
    public async Task A_refusal_by_NHS_number_reaches_the_records_that_claim_it_and_no_other_of_theirs()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await GatewayLedger.OpenAsync(new LedgerOptions { File = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System);
        var book = new ConsentBook(ledger, new LedgerSearch(ledger), SearchContext.R4);
        IReadOnlyList<LinkedPerson> persons =
        [
            new() { Records = [Record("verified", new LinkIdentifier(LinkSystems.NhsNumber, "9990001014", true))] },
            new() { Records = [Record("claims", new LinkIdentifier(LinkSystems.NhsNumber, "9990001014", false), new LinkIdentifier(LinkSystems.Pnc, "2019/7654321X", true)), Record("beside", new LinkIdentifier(LinkSystems.Pnc, "2019/7654321X", true))] },
            new() { Records = [Record("other", new LinkIdentifier(LinkSystems.NhsNumber, "9990002010", false))] },
        ];
        var before = await book.OfAsync(persons, [], CancellationToken.None);
        var refusal = FhirJson.ToText(Refusal("active")).Replace("\"reference\":\"Patient/p1\"", "\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"9990001014\"}", StringComparison.Ordinal);
        await new ResourceWriter(ledger, new Gateway.Fhir.Search.Values.IndexExtractor(SearchContext.R4), () => "c1").WriteAsync(new UpdateChange(FhirJson.Read(Encoding.UTF8.GetBytes(refusal)).Root));
        var after = await book.OfAsync(persons, [], CancellationToken.None);

        string[] all = ["verified", "claims", "beside", "other"];
        all.Where(p => Sees(p, before)).Should().Equal(all);
        all.Where(p => Sees(p, after)).Should().Equal("beside", "other");

        static LinkedRecord Record(string patient, params LinkIdentifier[] identifiers) => new() { Source = "trust", Patient = patient, Identifiers = identifiers };
        static bool Sees(string patient, PersonConsents consents) => Session().Decide(Flag(patient), new DataOrigin("trust", "trust", "R1L"), consents).Shown is not null;
    }

    private static AccessSession Session()
    {
        var policies = AccessPolicies.Load(Path.Combine(TestFolders.Repository, "profiles"), Area.Load("essex").Access, ConformanceContent.Carried().Terminology());
        var request = new AccessRequest { Actors = [], Recipient = "trust-clinician", Organization = "R1L", Purpose = new Coded("http://terminology.hl7.org/CodeSystem/v3-ActReason", "TREAT"), Time = DateTimeOffset.UnixEpoch.AddYears(56) };
        return new AccessSession(policies, new PartyDirectory([]), request, TimeZoneInfo.Utc);
    }

    private static Gateway.Fhir.Elements.Element Refusal(string status) => FhirJson.Read(Encoding.UTF8.GetBytes($$$"""
        {"resourceType":"Consent","id":"c1","status":"{{{status}}}","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
        "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],"patient":{"reference":"Patient/p1"},"dateTime":"2026-01-01","policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTOUT"}]},
        "provision":{"type":"deny"}}
        """)).Root;

    private static LinkedPerson Person(string patient) => new() { Records = [new LinkedRecord { Source = "trust", Patient = patient, Identifiers = [] }] };

    private static Gateway.Fhir.Elements.Element Flag(string patient) => FhirJson.Read(Encoding.UTF8.GetBytes($$$"""{"resourceType":"Flag","id":"f1","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/{{{patient}}}"}}""")).Root;
}
