using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Simulators.Faults;
using Gateway.Sources.Tests.Data;

namespace Gateway.Sources.Tests.CaseSystem;

public sealed class CaseSystemTests(Outside outside) : IClassFixture<Outside>
{
    private readonly SourceSet _sources = outside.Connect();

    private IResourceSource CaseSystem => _sources.Find("case-system")!;

    [Fact]
    public async Task A_person_is_found_by_nhs_number_and_what_was_given_to_them_with_the_person()
    {
        var person = outside.People.JoinedByCaseSystem;
        var answer = await CaseSystem.SearchAsync(Answers.About("MedicationAdministration", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None);
        answer.State.Should().Be(SourceState.Answered);
        answer.Resources("MedicationAdministration").Should().NotBeEmpty().And.AllSatisfy(m => m["subject"].Single()["identifier"].Single().ChildText("value").Should().Be(person.CasePersonId));
        answer.Resources("Patient").Should().ContainSingle().Which.Identifiers(Systems.NhsNumber).Should().Equal(person.NhsNumber);
        answer.AsOf.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        answer.IsCut.Should().BeFalse();
        answer.Records.Should().AllSatisfy(r => r.Resources("MedicationAdministration").Concat(r.Resources("Patient")).Should().AllSatisfy(
            m => m.Source().Should().Be($"https://health-justice.example/sources/case-system#{r.Locator}")));
    }

    [Fact]
    public async Task A_search_is_the_same_by_every_number_of_a_person_and_when_it_is_made_again()
    {
        var person = outside.People.KnownEverywhere;
        var byNhs = await CaseSystem.SearchAsync(Answers.About("Flag", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None);
        var again = await CaseSystem.SearchAsync(Answers.About("Flag", Systems.NhsNumber, person.NhsNumber!), CancellationToken.None);
        var byPnc = await CaseSystem.SearchAsync(Answers.About("Flag", Systems.Pnc, person.PncId!), CancellationToken.None);
        var byOwn = await CaseSystem.SearchAsync(Answers.About("Flag", Systems.CasePerson, person.CasePersonId!), CancellationToken.None);
        Texts(again).Should().Equal(Texts(byNhs));
        Texts(byPnc).Should().Equal(Texts(byNhs));
        byOwn.Records.Select(r => r.Locator).Should().BeSubsetOf(byNhs.Records.Select(r => r.Locator));
        byOwn.Resources("Flag").Should().HaveCount(byNhs.Resources("Flag").Count());
    }

    [Fact]
    public async Task Numbers_of_another_system_are_not_linked_and_unknown_ones_not_known()
    {
        (await CaseSystem.SearchAsync(Answers.About("Flag", Systems.CustodyNumber, "42CP/2026/1"), CancellationToken.None)).State.Should().Be(SourceState.NotLinked);
        (await CaseSystem.SearchAsync(Answers.About("Flag", Systems.NhsNumber, outside.People.UnknownNhsNumber), CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
        (await CaseSystem.SearchAsync(Answers.About("Flag", Systems.CasePerson, "P-none"), CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
    }

    [Fact]
    public async Task A_record_is_read_by_its_locator_with_its_version()
    {
        var referral = outside.People.Referred.ReferralId!;
        var answer = await CaseSystem.ReadAsync("Task", $"r{referral}", CancellationToken.None);
        answer.State.Should().Be(SourceState.Answered);
        answer.Records.Should().ContainSingle().Which.Should().Match<SourceRecord>(r => r.Locator == $"r{referral}" && r.Version!.Contains('1'));
        answer.AsOf.Should().NotBeNull();
        (await CaseSystem.ReadAsync("Task", "rR-none", CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
        (await CaseSystem.ReadAsync("Patient", $"r{referral}", CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
        (await CaseSystem.ReadAsync("Task", "?", CancellationToken.None)).State.Should().Be(SourceState.NothingKnown);
    }

    [Fact]
    public async Task Open_referrals_of_a_provider_are_listed_without_naming_a_person()
    {
        var search = new SourceSearch
        {
            Types = ["Task"],
            Hints = new Dictionary<string, string> { ["status"] = "requested", ["owner.identifier"] = $"{Systems.Ods}|ZZ950" },
        };
        var answer = await CaseSystem.SearchAsync(search, CancellationToken.None);
        answer.Resources("Task").SelectMany(t => t.Identifiers("https://health-justice.example/id/case-system/referral-task")).Should().Contain(outside.People.Referred.ReferralId);
    }

    [Fact]
    public async Task Narrowing_by_status_loses_no_match()
    {
        foreach (var type in new[] { "Task", "ServiceRequest", "Encounter", "Flag", "MedicationAdministration", "Appointment" })
        {
            var all = await CaseSystem.SearchAsync(new SourceSearch { Types = [type] }, CancellationToken.None);
            all.State.Should().BeOneOf(SourceState.Answered, SourceState.Partly);
            foreach (var status in all.Resources(type).Select(r => r.ChildText("status")!).Distinct())
            {
                var narrowed = await CaseSystem.SearchAsync(new SourceSearch { Types = [type], Hints = new Dictionary<string, string> { ["status"] = status } }, CancellationToken.None);
                Matches(narrowed, type, status).Should().Equal(Matches(all, type, status), $"{type} of status {status} are asked for");
            }
        }
    }

    [Fact]
    public async Task What_is_asked_about_a_person_is_not_narrowed_by_what_concerns_another_type()
    {
        var search = Answers.About("MedicationRequest", Systems.NhsNumber, outside.People.JoinedByCaseSystem.NhsNumber!) with { Types = ["MedicationRequest", "Patient", "Encounter"] };
        var whole = await CaseSystem.SearchAsync(search, CancellationToken.None);
        var hinted = await CaseSystem.SearchAsync(search with { Hints = new Dictionary<string, string> { ["status"] = "active", ["identifier"] = "https://trust.example/id|1" } }, CancellationToken.None);
        whole.Resources("Encounter").Should().NotBeEmpty();
        Texts(hinted).Should().Equal(Texts(whole));
    }

    [Fact]
    public async Task Identifiers_narrow_a_list_to_the_records_that_bear_them()
    {
        var referral = outside.People.Referred.ReferralId!;
        var search = new SourceSearch { Types = ["Task"], Hints = new Dictionary<string, string> { ["identifier"] = $"https://health-justice.example/id/case-system/referral-task|{referral}" } };
        (await CaseSystem.SearchAsync(search, CancellationToken.None)).Records.Should().ContainSingle().Which.Locator.Should().Be($"r{referral}");
        var all = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Encounter"] }, CancellationToken.None);
        var number = all.Resources("Encounter").SelectMany(e => e.Identifiers(Systems.CustodyNumber)).First()!;
        var byStay = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Encounter"], Hints = new Dictionary<string, string> { ["identifier"] = $"{Systems.CustodyNumber}|{number}" } }, CancellationToken.None);
        byStay.Resources("Encounter").SelectMany(e => e.Identifiers(Systems.CustodyNumber)).Distinct().Should().Equal(number);
        byStay.Records.Count.Should().BeLessThan(all.Records.Count);
    }

    [Fact]
    public async Task A_list_of_what_changed_lately_misses_nothing()
    {
        var all = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Flag"] }, CancellationToken.None);
        var moments = all.Resources("Flag").Select(f => f["meta"].Single().ChildText("lastUpdated")).OfType<string>().Order(StringComparer.Ordinal).ToArray();
        var middle = moments[moments.Length / 2];
        var late = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Flag"], Hints = new Dictionary<string, string> { ["_lastUpdated"] = $"ge{middle}" } }, CancellationToken.None);
        late.Resources("Flag").Count(f => string.CompareOrdinal(f["meta"].Single().ChildText("lastUpdated"), middle) >= 0).Should().Be(moments.Count(m => string.CompareOrdinal(m, middle) >= 0));
        late.Records.Count.Should().BeLessThan(all.Records.Count);
    }

    [Fact]
    public async Task Pages_are_followed_as_far_as_was_asked()
    {
        using var sources = outside.Connect(o => o.CaseSystem.PageSize = 7);
        var whole = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Flag"] }, CancellationToken.None);
        var paged = await sources.Find("case-system")!.SearchAsync(new SourceSearch { Types = ["Flag"] }, CancellationToken.None);
        paged.Records.Select(r => r.Locator).Should().BeEquivalentTo(whole.Records.Select(r => r.Locator));
        var cut = await sources.Find("case-system")!.SearchAsync(new SourceSearch { Types = ["MedicationAdministration"], AtMost = 10 }, CancellationToken.None);
        (cut.Records.Count, cut.IsCut).Should().Be((10, true));
    }

    [Fact]
    public async Task Records_are_found_by_their_locators()
    {
        var referral = $"r{outside.People.Referred.ReferralId}";
        var answer = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Task", "Encounter"], Locators = [referral, "?", "x"] }, CancellationToken.None);
        answer.Records.Should().ContainSingle().Which.Locator.Should().Be(referral);
    }

    [Fact]
    public async Task The_feed_tells_every_change_once_and_then_what_is_new()
    {
        var (cursor, seen) = (default(string), new List<string>());
        for (var hasMore = true; hasMore;)
        {
            var part = await CaseSystem.ChangesAsync(cursor, 200, CancellationToken.None);
            part.State.Should().Be(SourceState.Answered);
            seen.AddRange(part.Records.Select(r => r.Locator));
            (cursor, hasMore) = (part.Next, part.HasMore);
        }

        seen.Should().OnlyHaveUniqueItems().And.Contain($"r{outside.People.Referred.ReferralId}");
        var nothing = await CaseSystem.ChangesAsync(cursor, 200, CancellationToken.None);
        (nothing.State, nothing.Records.Count, nothing.HasMore).Should().Be((SourceState.NothingKnown, 0, false));
    }

    [Fact]
    public async Task A_polled_and_a_read_record_are_the_same()
    {
        var locator = $"r{outside.People.Referred.ReferralId}";
        var read = await CaseSystem.ReadAsync("Task", locator, CancellationToken.None);
        var listed = await CaseSystem.SearchAsync(new SourceSearch { Types = ["Task"], Locators = [locator] }, CancellationToken.None);
        Texts(listed).Should().Equal(Texts(read));
    }

    [Theory]
    [InlineData(FaultMode.Error, SourceState.Failed)]
    [InlineData(FaultMode.Cut, SourceState.Failed)]
    [InlineData(FaultMode.Malformed, SourceState.Failed)]
    [InlineData(FaultMode.RateLimit, SourceState.Throttled)]
    [InlineData(FaultMode.StaleToken, SourceState.Failed)]
    [InlineData(FaultMode.Hang, SourceState.TimedOut)]
    public async Task Each_fault_becomes_its_state(FaultMode mode, SourceState state)
    {
        using var sources = outside.Connect(o => (o.Limits.AttemptTimeout, o.Limits.RetryDelay) = (TimeSpan.FromSeconds(0.5), TimeSpan.Zero));
        var source = sources.Find("case-system")!;
        (await source.CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Answered);
        outside.Systems.Faults.CaseSystem.Set(new Fault { Mode = mode, Path = "/api" });
        var answer = await source.SearchAsync(Answers.About("Flag", Systems.NhsNumber, outside.People.KnownEverywhere.NhsNumber!), CancellationToken.None);
        (answer.State, answer.Records.Count).Should().Be((state, 0));
        (await source.ChangesAsync("x", 10, CancellationToken.None)).Should().Match<SourceChanges>(c => c.State == state && c.Next == "x");
        (await source.CheckAsync(CancellationToken.None)).LastAnswered.Should().NotBeNull();
    }

    [Fact]
    public async Task A_fault_of_one_kind_leaves_the_others()
    {
        outside.Systems.Faults.CaseSystem.Set(new Fault { Mode = FaultMode.Malformed, Path = "/api/risks" });
        var search = Answers.About("Flag", Systems.NhsNumber, outside.People.JoinedByCaseSystem.NhsNumber!) with { Types = ["Flag", "MedicationAdministration"] };
        var answer = await CaseSystem.SearchAsync(search, CancellationToken.None);
        answer.State.Should().Be(SourceState.Partly);
        answer.Resources("MedicationAdministration").Should().NotBeEmpty();
        answer.Records.Should().NotContain(r => r.Locator.StartsWith('k'));
    }

    [Fact]
    public async Task A_token_that_went_stale_is_renewed_unseen()
    {
        (await CaseSystem.CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Answered);
        outside.Systems.Faults.CaseSystem.Set(new Fault { Mode = FaultMode.StaleToken, Times = 1, Path = "/api" });
        (await CaseSystem.CheckAsync(CancellationToken.None)).State.Should().Be(SourceState.Answered);
    }

    private static IEnumerable<string> Texts(SourceAnswer answer) => answer.Records.Select(r => FhirJson.ToText(r.Bundle)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Matches(SourceAnswer answer, string type, string status) =>
        answer.Records.Where(r => r.Resources(type).Any(x => x.ChildText("status") == status)).Select(r => r.Locator).Order(StringComparer.Ordinal);
}
