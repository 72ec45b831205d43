using System.Net;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>What all sources know of one person, as a whole and as a summary; who that person may be.</summary>
public sealed class PersonRecordTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    private const string Answer = "https://health-justice.example/fhir/StructureDefinition/answer";
    private const string MatchGrade = "http://hl7.org/fhir/StructureDefinition/match-grade";
    private static readonly string[] s_types = ["Patient", "Encounter", "Observation", "MedicationStatement", "MedicationRequest", "AllergyIntolerance", "Condition", "Flag", "ServiceRequest", "Task", "Consent", "QuestionnaireResponse"];

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Everything_is_what_the_searches_of_each_type_find_and_what_that_refers_to(string store)
    {
        var demo = await demos.OnAsync(store);
        var whole = await demo.SearchAsync($"Patient/$everything?identifier={Number(demo)}&_count=1000", DemoClients.Practitioner);

        whole.Status.Should().Be(HttpStatusCode.OK, whole.Text);
        Errors(whole.Resource, Answer).Should().BeEmpty();
        foreach (var type in s_types)
        {
            var searched = await demo.SearchAsync($"{type}?{(type == "Patient" ? "identifier" : "patient.identifier")}={Number(demo)}&_count=1000", DemoClients.Practitioner);
            Ids(whole, type).Should().Contain(Ids(searched, type), type);
            if (type != "Patient")
                Ids(whole, type).Should().BeEquivalentTo(Ids(searched, type), type);
        }

        foreach (var id in Ids(whole, "Patient"))
            Ids(await demo.SearchAsync($"Patient/{id}/$everything?_count=1000", DemoClients.Practitioner)).Should().BeEquivalentTo(Ids(whole));
        Ids(await demo.AskAsync(DemoClients.Practitioner, $"fhir/Patient/{Ids(whole, "Patient")[0]}/$everything?_count=1000", HttpMethod.Post)).Should().BeEquivalentTo(Ids(whole), "what it takes may stand in the address alone");
        Modes(whole, "include").Should().NotBeEmpty().And.OnlyContain(r => r.Type.Name == "Organization" || r.Type.Name == "Location" || r.Type.Name == "Practitioner" || r.Type.Name == "PractitionerRole" || r.Type.Name == "HealthcareService" || r.Type.Name == "Medication");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task The_pages_of_everything_are_the_whole_and_lead_nobody_else(string store)
    {
        var demo = await demos.OnAsync(store);
        var whole = Ids(await demo.SearchAsync($"Patient/$everything?identifier={Number(demo)}&_count=1000"));
        var (paged, page) = (new List<string>(), await demo.SearchAsync($"Patient/$everything?identifier={Number(demo)}&_count=4"));
        var first = Next(page)!;
        for (; ; page = await demo.SearchAsync(Next(page)!))
        {
            page.Status.Should().Be(HttpStatusCode.OK);
            Errors(page.Resource, Answer).Should().BeEmpty();
            paged.AddRange(Ids(page));
            if (Next(page) is null)
                break;
        }

        paged.Should().Equal(whole);
        first.Should().NotContain(demo.People.KnownEverywhere.NhsNumber!);
        (await demo.SearchAsync(first, DemoClients.Practitioner)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SearchAsync(first.Replace("$everything", "$summary", StringComparison.Ordinal))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await demo.SearchAsync($"{first[..^4]}aaaa")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Everything_is_narrowed_by_type_by_time_of_care_and_by_change()
    {
        var demo = await demos.OnAsync("sqlite");
        var whole = await AskAsync("");
        Ids(await AskAsync("&_type=Encounter,Flag")).Should().BeEquivalentTo(Ids(whole).Where(a => a.StartsWith("Encounter/", StringComparison.Ordinal) || a.StartsWith("Flag/", StringComparison.Ordinal)));
        Ids(await AskAsync("&_type=Organization")).Should().NotBeEmpty().And.BeSubsetOf(Ids(whole));
        Ids(await AskAsync("&start=2000&end=2100")).Should().BeEquivalentTo(Ids(whole));
        Ids(await AskAsync("&end=1900-01-01"), "Encounter").Should().BeEmpty();
        Ids(await AskAsync("&start=2099-01-01"), "Encounter").Should().BeSubsetOf(Ids(whole, "Encounter"));
        Ids(await AskAsync("&start=2099-01-01"), "Condition").Should().BeEquivalentTo(Ids(whole, "Condition"), "a problem lasts until it is said to have ended");
        Ids(await AskAsync("&_since=2000-01-01T00:00:00Z")).Should().BeEquivalentTo(Ids(whole));
        foreach (var wrong in (string[])["&start=yesterday", "&_since=1", "&_count=-1", "&_type=Nothing", "&_include=Flag:encounter", "&_count=0"])
            (await AskAsync(wrong)).Status.Should().Be(HttpStatusCode.BadRequest, wrong);
        (await demo.SearchAsync($"Patient/$everything?identifier={Number(demo)}&other=1", isStrict: true)).Status.Should().Be(HttpStatusCode.BadRequest);

        Task<Answer> AskAsync(string more) => demo.SearchAsync($"Patient/$everything?identifier={Number(demo)}{(more.Contains("_count", StringComparison.Ordinal) ? "" : "&_count=1000")}{more}", DemoClients.Practitioner);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Who_refuses_is_in_none_of_the_operations_and_is_as_unknown_as_nobody(string store)
    {
        var demo = await demos.OnAsync(store);
        var refuser = demo.People.InCustody.NhsNumber!;
        var id = Ids(await demo.SearchAsync($"Patient?identifier={RunningDemo.Escaped(RunningDemo.Nhs, refuser)}", DemoClients.Practitioner), "Patient")[0];
        foreach (var operation in (string[])["$everything", "$summary"])
        {
            var (denied, unknown) = (await OfAsync(refuser), await OfAsync(demo.People.UnknownNhsNumber));
            denied.Status.Should().Be(HttpStatusCode.NotFound);
            denied.Text.Should().NotContain("\"Patient\"");
            unknown.Status.Should().Be(HttpStatusCode.NotFound);
            var (hidden, missing) = (await demo.SearchAsync($"Patient/{id}/{operation}", DemoClients.CommunityProvider), await demo.SearchAsync($"Patient/{(id[0] == 'a' ? 'b' : 'a')}{id[1..]}/{operation}", DemoClients.CommunityProvider));
            hidden.Status.Should().Be(HttpStatusCode.NotFound);
            hidden.Text.Should().Be(missing.Text);

            Task<Answer> OfAsync(string number) => demo.SearchAsync($"Patient/{operation}?identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}", DemoClients.CommunityProvider);
        }

        var matched = await MatchAsync(demo, DemoClients.CommunityProvider, Wanted(refuser, demo.People.InCustody.DateOfBirth, demo.People.InCustody.Surname));
        matched.Status.Should().Be(HttpStatusCode.OK);
        matched.Found.Of("Patient").Should().BeEmpty();
        foreach (var path in (string[])["Flag", "*", "Encounter"])
            Ids(await demo.SearchAsync($"Patient/{id}/{path}", DemoClients.CommunityProvider)).Where(a => !a.StartsWith("Operation", StringComparison.Ordinal)).Should().BeEmpty(path);
        Ids(await demo.SearchAsync($"Patient/{id}/*", DemoClients.Practitioner)).Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_summary_is_a_valid_document_whose_every_entry_the_reader_could_find_by_itself(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var person in new[] { demo.People.KnownEverywhere, demo.People.TrustOnly, demo.People.Referred })
        {
            var answer = await demo.SearchAsync($"Patient/$summary?identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}");
            answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
            Errors(answer.Resource).Should().BeEmpty();
            answer.Resource.ChildText("type").Should().Be("document");
            var composition = answer.Resource["entry"].First()["resource"].First();
            composition["type"].SelectMany(t => t["coding"]).Single().ChildText("code").Should().Be("60591-5");
            Sections(composition).Select(s => s.Code).Should().Contain(["10160-0", "48765-2", "11450-4"]);
            answer.Found.Of("Patient").Should().ContainSingle();
            answer.Text.Should().NotContain("nilknown");
            foreach (var resource in answer.Found.Of("MedicationStatement").Concat(answer.Found.Of("Condition")).Concat(answer.Found.Of("Flag")))
                (await demo.SearchAsync($"{resource.Type.Name}/{resource.ChildText("id")}")).Status.Should().Be(HttpStatusCode.OK);
            foreach (var (code, section) in Sections(composition))
                (section["entry"].Any() != section["emptyReason"].Any()).Should().BeTrue(code);
        }
    }

    [Fact]
    public async Task A_section_whose_source_did_not_answer_says_so_and_never_that_there_is_nothing()
    {
        var demo = await demos.OnAsync("sqlite");
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error });
        var (summary, whole, strict) = (await demo.SearchAsync($"Patient/$summary?identifier={Number(demo)}"), await demo.SearchAsync($"Patient/$everything?identifier={Number(demo)}"), await demo.SearchAsync($"Patient/$summary?identifier={Number(demo)}", isStrict: true));
        demo.Systems.Faults.Clear();

        summary.Status.Should().Be(HttpStatusCode.OK, summary.Text);
        Errors(summary.Resource).Should().BeEmpty();
        var allergies = Sections(summary.Resource["entry"].First()["resource"].First()).Single(s => s.Code == "48765-2").Section;
        allergies["emptyReason"].SelectMany(e => e["coding"]).Select(c => c.ChildText("code")).Should().Equal("unavailable");
        allergies["text"].Single().ChildText("div").Should().Contain("Essex Partnership University NHS Foundation Trust did not answer");
        summary.Found.StateOf("trust").Should().BeOneOf("failed", "breaker-open");
        whole.Found.StateOf("trust").Should().BeOneOf("failed", "breaker-open");
        whole.Found.Total.Should().BeNull();
        strict.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        await Patience.UntilAsync(() => demo.SearchAsync($"Patient?identifier={Number(demo)}"), a => a.Found.StateOf("trust") == "answered");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_match_is_certain_by_number_and_date_of_birth_and_less_by_less(string store)
    {
        var demo = await demos.OnAsync(store);
        var person = demo.People.KnownEverywhere;
        var certain = await MatchAsync(demo, DemoClients.TrustClinician, Wanted(person.NhsNumber!, person.DateOfBirth, person.Surname));
        certain.Status.Should().Be(HttpStatusCode.OK, certain.Text);
        Errors(certain.Resource, Answer).Should().BeEmpty();
        Grades(certain)[0].Should().Be(("certain", "1"));
        Scores(certain).Should().BeInDescendingOrder();

        var otherDay = await MatchAsync(demo, DemoClients.TrustClinician, Wanted(person.NhsNumber!, person.DateOfBirth.AddYears(-30).AddDays(40), person.Surname));
        Grades(otherDay).Should().NotBeEmpty().And.NotContain(g => g.Grade == "certain");
        Grades(await MatchAsync(demo, DemoClients.TrustClinician, Wanted(person.NhsNumber!, person.DateOfBirth.AddYears(-30).AddDays(40), person.Surname), ",{\"name\":\"onlyCertainMatches\",\"valueBoolean\":true}")).Should().BeEmpty();
        Grades(await MatchAsync(demo, DemoClients.TrustClinician, Wanted(person.NhsNumber!, person.DateOfBirth, person.Surname), ",{\"name\":\"onlyCertainMatches\",\"valueBoolean\":true},{\"name\":\"count\",\"valueInteger\":1}")).Should().ContainSingle().Which.Grade.Should().Be("certain");
        Grades(await demo.AskAsync(DemoClients.TrustClinician, "fhir/Patient/$match?count=1", HttpMethod.Post, r => Recorded.Put(r, Wanted(person.NhsNumber!, person.DateOfBirth, person.Surname)))).Should().ContainSingle("a Patient may be posted alone").Which.Grade.Should().Be("certain");
        Grades(await MatchAsync(demo, DemoClients.TrustClinician, Wanted(demo.People.UnknownNhsNumber, person.DateOfBirth, person.Surname))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9000000001"}]}}]}""", 400)]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","gender":"male"}}]}""", 422)]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Practitioner"}}]}""", 400)]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient","birthDate":"1980-02-03"}},{"name":"count","valueInteger":0}]}""", 422)]
    [InlineData("""{"resourceType":"Patient","gender":"male"}""", 422)]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"resource"}]}""", 400)]
    [InlineData("""{"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":1}]}""", 422)]
    [InlineData("", 422)]
    [InlineData("nothing", 400)]
    public async Task A_match_is_refused_where_nobody_can_be_meant(string content, int status)
    {
        var answer = await (await demos.OnAsync("sqlite")).AskAsync(DemoClients.TrustClinician, "fhir/Patient/$match", HttpMethod.Post, r => Recorded.Put(r, content));

        ((int)answer.Status).Should().Be(status, answer.Text);
        answer.Resource.Type.Name.Should().Be("OperationOutcome");
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_the_persons_is_found_in_their_compartment_and_a_stays_in_the_stays(string store)
    {
        var demo = await demos.OnAsync(store);
        var patients = Ids(await demo.SearchAsync($"Patient?identifier={Number(demo)}", DemoClients.Practitioner), "Patient");
        var flags = Ids(await demo.SearchAsync($"Flag?patient.identifier={Number(demo)}", DemoClients.Practitioner), "Flag");
        Ids(await demo.SearchAsync($"Patient/{patients[0]}/Flag?status=active,inactive", DemoClients.Practitioner), "Flag").Should().BeEquivalentTo(flags).And.NotBeEmpty();
        var all = await demo.SearchAsync($"Patient/{patients[0]}/*?_count=1000", DemoClients.Practitioner);
        Errors(all.Resource, Answer).Should().BeEmpty();
        Ids(all, "Flag").Should().BeEquivalentTo(flags);
        Ids(await demo.SearchAsync($"Patient/{patients[0]}/*?_count=1000&_type=Flag,Encounter", DemoClients.Practitioner)).Should().BeEquivalentTo(Ids(all).Where(a => a.StartsWith("Flag/", StringComparison.Ordinal) || a.StartsWith("Encounter/", StringComparison.Ordinal)));
        Ids(await demo.SearchAsync($"?_type=Flag,Encounter&patient.identifier={Number(demo)}&_count=1000", DemoClients.Practitioner), "Flag").Should().BeEquivalentTo(flags);
        var stayed = (await demo.SearchAsync($"Observation?patient.identifier={Number(demo)}&_count=1000", DemoClients.Practitioner)).Found.Of("Observation").First(o => o["encounter"].Any(e => e.ChildText("reference") is not null));
        var stay = stayed["encounter"].First().ChildText("reference")!;
        Ids(await demo.SearchAsync($"{stay}/Observation", DemoClients.Practitioner), "Observation").Should().Contain(stayed.ChildText("id")!);
        (await demo.SearchAsync($"Patient/{patients[0]}/Nothing", DemoClients.Practitioner)).Status.Should().Be(HttpStatusCode.NotFound);
        (await demo.SearchAsync($"Flag/{flags[0]}/Patient", DemoClients.Practitioner)).Status.Should().Be(HttpStatusCode.NotFound);
        (await demo.SearchAsync("?_type=Flag,MedicationStatement", DemoClients.CommunityProvider)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    private static string Number(RunningDemo demo) => RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!);

    private static string Wanted(string number, DateOnly born, string surname) =>
        $$"""{"resourceType":"Patient","identifier":[{"system":"{{RunningDemo.Nhs}}","value":"{{number}}"}],"name":[{"family":"{{surname}}"}],"birthDate":"{{born:yyyy-MM-dd}}"}""";

    private static Task<Answer> MatchAsync(RunningDemo demo, string client, string patient, string more = "") =>
        demo.AskAsync(client, "fhir/Patient/$match", HttpMethod.Post, r => Recorded.Put(r, $$"""{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{{patient}}}{{more}}]}"""));

    private static List<(string? Grade, string? Score)> Grades(Answer answer) => [.. Searches(answer).Select(s => (s["extension"].First(e => e.ChildText("url") == MatchGrade)["value"].First().Text, s.ChildText("score")))];

    private static IEnumerable<decimal> Scores(Answer answer) => Searches(answer).Select(s => decimal.Parse(s.ChildText("score")!, System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<Element> Searches(Answer answer) => answer.Resource["entry"].SelectMany(e => e["search"]).Where(s => s.ChildText("mode") == "match");

    private static List<(string Code, Element Section)> Sections(Element composition) => [.. composition["section"].Select(s => (s["code"].SelectMany(c => c["coding"]).Select(c => c.ChildText("code")!).FirstOrDefault() ?? "", s))];

    private static IEnumerable<Element> Modes(Answer answer, string mode) => answer.Resource["entry"].Where(e => e["search"].Any(s => s.ChildText("mode") == mode)).SelectMany(e => e["resource"]);

    private static List<string> Ids(Answer answer, string type) => [.. answer.Found.Of(type).Select(r => r.ChildText("id")!)];

    private static List<string> Ids(Answer answer) => [.. answer.Resource["entry"].SelectMany(e => e["resource"]).Where(r => r.Type.Name != "OperationOutcome").Select(r => $"{r.Type.Name}/{r.ChildText("id")}")];

    private static string? Next(Answer answer) => answer.Resource["link"].Where(l => l.ChildText("relation") == "next").Select(l => l.ChildText("url")!.Split("/fhir/")[1]).FirstOrDefault();

    private static List<string> Errors(Element content, string? profile = null) => [.. OwnProfiles.Alone.Validate(content, profile).Faults.Where(f => !f.IsWarning).Select(f => $"{f.Rule}: {f}")];
}
