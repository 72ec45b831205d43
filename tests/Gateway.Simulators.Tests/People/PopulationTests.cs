using Gateway.Simulators.Areas;
using Gateway.Simulators.People;
using Gateway.Simulators.Tests.Serving;

namespace Gateway.Simulators.Tests.People;

public class PopulationTests
{
    private static readonly DateTimeOffset s_now = new(2026, 7, 4, 10, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_same_seed_makes_the_same_people_and_records_whenever_on_the_day_it_starts()
    {
        await using var first = await Start(5, s_now);
        await using var again = await Start(5, s_now.AddHours(6));
        await using var other = await Start(6, s_now);

        again.Population.People.Should().BeEquivalentTo(first.Population.People);
        other.Population.People.Select(p => p.Surname).Should().NotEqual(first.Population.People.Select(p => p.Surname));
        (await Custody(again)).Should().Be(await Custody(first));
    }

    [Fact]
    public async Task Each_system_knows_its_share_and_some_people_have_no_NHS_number()
    {
        await using var running = await SimulatorHost.StartAsync(new SimulatorOptions());
        var people = running.Population.People;

        people.Should().HaveCount(400);
        people.Count(p => p.CasePersonId is not null).Should().BeInRange(200, 380);
        people.Count(p => p.TrustPatientId is not null).Should().BeInRange(180, 380);
        people.Count(p => p.CustodyNumbers.Count > 0).Should().BeInRange(180, 320);
        people.Count(p => p.CommunityClientRef is not null).Should().BeInRange(50, 200);
        people.Count(p => p.NhsNumber is null).Should().BeInRange(5, 60);
        people.Count(p => p.IsInCustody).Should().BeInRange(2, 20);
        people.Count(p => p.CustodyNhsNumber is not null && p.CustodyNhsNumber != p.NhsNumber).Should().BePositive();
        people.Select(p => p.NhsNumber).OfType<string>().Should().OnlyHaveUniqueItems().And.OnlyContain(n => n.StartsWith("999"));
        people.Select(p => p.PncId).OfType<string>().Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Systems_disagree_on_names_dates_and_numbers()
    {
        var people = new Population(Area.Load("essex"), 1, 400, s_now).People;
        var pairs = people.SelectMany(p => new[] { p.InCaseSystem, p.InCustody, p.InTrust, p.InCommunity }.OfType<Identity>().Select(i => (p.Truth, Known: i))).ToList();

        pairs.Should().Contain(p => Names.Short.GetValueOrDefault(p.Truth.Forenames[0], "-") == p.Known.Forenames[0]);
        pairs.Should().Contain(p => p.Known.Surname == p.Truth.OtherSurname);
        pairs.Should().Contain(p => p.Known.Surname != p.Truth.Surname && p.Known.Surname.Order().SequenceEqual(p.Truth.Surname.Order()));
        pairs.Should().Contain(p => p.Known.DateOfBirth != p.Truth.DateOfBirth && p.Known.DateOfBirth == IdentityMaker.Swap(p.Truth.DateOfBirth));
        pairs.Should().Contain(p => p.Known.DateOfBirth != p.Truth.DateOfBirth && p.Known.DateOfBirth == new DateOnly(p.Truth.DateOfBirth.Year, 1, 1));
        pairs.Should().Contain(p => p.Truth.NhsNumber != null && p.Known.NhsNumber == null);
        pairs.Where(p => p.Known.NhsNumber is not null && p.Known.NhsNumber != p.Truth.NhsNumber).Should().NotBeEmpty().And.OnlyContain(p => !NhsNumbers.IsValid(p.Known.NhsNumber!) && p.Known.NhsStatus == "02");
        pairs.Count(p => p.Known.Surname == p.Truth.Surname && p.Known.DateOfBirth == p.Truth.DateOfBirth).Should().BeGreaterThan(pairs.Count / 2);
    }

    [Theory]
    [InlineData("essex")]
    [InlineData("avon-and-somerset")]
    public async Task The_first_people_have_their_parts_whatever_the_seed(string area)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            await using var running = await SimulatorHost.StartAsync(new SimulatorOptions { Area = area, Seed = seed, People = 10 });
            var people = running.Population;

            people.KnownEverywhere.Should().Match<PersonFacts>(p => p.CasePersonId != null && p.TrustPatientId != null && p.CustodyNhsNumber == p.NhsNumber && p.CustodyNumbers.Count > 0);
            people.KnownEverywhere.Prescribed.Intersect(people.KnownEverywhere.Declared).Should().Contain("Sertraline 50mg tablets");
            people.Referred.Should().Match<PersonFacts>(p => p.ReferralId != null && p.CasePersonId != null && p.CommunityClientRef == null);
            people.WithoutNhsNumber.Should().Match<PersonFacts>(p => p.NhsNumber == null && p.PncId != null && p.CasePersonId != null);
            people.InCustody.IsInCustody.Should().BeTrue();
            people.JoinedByCaseSystem.Should().Match<PersonFacts>(p => p.CustodyNhsNumber == null && p.TrustPatientId != null);
            people.TrustOnly.Should().Match<PersonFacts>(p => p.CasePersonId == null && p.CustodyNumbers.Count == 0);
            people.CustodyOnly.Should().Match<PersonFacts>(p => p.CasePersonId == null && p.TrustPatientId == null);
        }
    }

    [Fact]
    public async Task Too_few_people_and_an_area_that_is_not_there_are_refused()
    {
        var few = () => SimulatorHost.StartAsync(new SimulatorOptions { People = 9 });
        var nowhere = () => SimulatorHost.StartAsync(new SimulatorOptions { Area = "../essex" });

        await few.Should().ThrowAsync<ArgumentException>();
        await nowhere.Should().ThrowAsync<ArgumentException>();
    }

    private static Task<RunningSimulators> Start(int seed, DateTimeOffset now) => SimulatorHost.StartAsync(new SimulatorOptions { Seed = seed, People = 40, Time = new HandClock(now) });

    private static async Task<string> Custody(RunningSimulators running)
    {
        using var client = new HttpClient { BaseAddress = running.Custody, DefaultRequestHeaders = { { "X-Api-Key", running.Credentials.CustodyApiKey } } };
        return await client.GetStringAsync($"custody-records?custodyNumber={Uri.EscapeDataString(running.Population.CustodyNumbers[^1])}");
    }
}
