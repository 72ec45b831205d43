using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Clients;
using Gateway.EndToEnd.Tests.Data;
using Gateway.EndToEnd.Tests.Writing;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Security.Tokens;
using Gateway.Simulators.Faults;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>
/// A summary is an International Patient Summary where it claims to be one: its Bundle and Composition meet the published profiles (http://hl7.org/fhir/uv/ips/STU2), and it claims them wherever
/// they can be met.
/// </summary>
public sealed class SummaryTests(AccessDemos demos, StoreDemo store) : IClassFixture<AccessDemos>, IClassFixture<StoreDemo>
{
    private const string EmptyReasons = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
    private static readonly string[] s_required = ["11450-4", "48765-2", "10160-0"];

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_the_sources_tell_of_a_person_is_an_International_Patient_Summary(string kind)
    {
        var demo = await demos.OnAsync(kind);
        foreach (var person in new[] { demo.People.KnownEverywhere, demo.People.TrustOnly, demo.People.Referred })
            IsSummary(await demo.SearchAsync($"Patient/$summary?identifier={RunningDemo.Escaped(RunningDemo.Nhs, person.NhsNumber!)}"));
    }

    [Fact]
    public async Task A_summary_with_entries_in_every_section_meets_the_profiles_it_claims()
    {
        var id = await PatientAsync();
        var subject = $$"""{"reference":"Patient/{{id}}"}""";
        var medicine = await CreateAsync("""{"resourceType":"Medication","code":{"text":"Sertraline 50 mg tablets"}}""");
        var pump = await CreateAsync($$"""{"resourceType":"Device","status":"active","type":{"text":"Insulin pump"},"patient":{{subject}} }""");
        string[] habits = [Observation("social-history", "72166-2", "Never smoker", "2026-01-01"), Observation("laboratory", "4548-4", "42 mmol/mol", "2026-01-02"), Observation("vital-signs", "8867-4", "72", "2026-01-03")];
        string[] all =
        [
            .. habits,
            $$"""{"resourceType":"MedicationStatement","status":"active","medicationReference":{"reference":"Medication/{{medicine}}"},"subject":{{subject}},"effectiveDateTime":"2026-01-01"}""",
            $$"""{"resourceType":"MedicationRequest","status":"active","intent":"order","medicationCodeableConcept":{"text":"Naloxone"},"subject":{{subject}} }""",
            $$"""{"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]},"code":{"text":"Penicillin"},"patient":{{subject}} }""",
            Condition("active", "Asthma"), Condition("resolved", "Fracture of arm"),
            $$"""{"resourceType":"Flag","status":"active","code":{"text":"Risk of falls"},"subject":{{subject}} }""",
            $$"""{"resourceType":"Immunization","status":"completed","vaccineCode":{"text":"Influenza"},"patient":{{subject}},"occurrenceDateTime":"2025-10-01"}""",
            $$"""{"resourceType":"Procedure","status":"completed","code":{"text":"Appendectomy"},"subject":{{subject}},"performedDateTime":"2020-01-01"}""",
            $$"""{"resourceType":"DeviceUseStatement","status":"active","subject":{{subject}},"device":{"reference":"Device/{{pump}}"} }""",
            $$"""{"resourceType":"CarePlan","status":"active","intent":"plan","title":"Asthma care","subject":{{subject}} }""",
            $$"""{"resourceType":"ServiceRequest","status":"active","intent":"order","code":{"text":"Liaison and diversion"},"subject":{{subject}} }""",
            $$"""{"resourceType":"Appointment","status":"booked","start":"2027-01-01T09:00:00Z","end":"2027-01-01T09:30:00Z","participant":[{"actor":{{subject}},"status":"accepted"}]}""",
        ];
        foreach (var resource in all)
            await CreateAsync(resource);

        var composition = IsSummary(await AskAsync(id));
        Codes(composition).Should().Equal("10160-0", "48765-2", "11450-4", "104605-1", "11369-6", "30954-2", "47519-4", "46264-8", "8716-3", "29762-2", "11348-0", "18776-5", null, null);
        composition["section"].Sum(s => s["entry"].Count()).Should().Be(all.Length + 1, "the last tells how complete it is");

        // IPS has one Observation of smoking at most: a person with two is told in full, and nothing is claimed.
        await CreateAsync(Observation("social-history", "72166-2", "Smoker", "2025-01-01"));
        var twice = await AskAsync(id);
        Claims(twice.Resource).Should().BeEmpty();
        Errors(twice.Resource, IpsProfiles.Bundle).Should().NotBeEmpty();
        twice.Found.Of("Observation").Should().HaveCount(habits.Length + 1);

        string Observation(string category, string code, string value, string date) =>
            $$"""{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"{{category}}"}]}],"code":{"coding":[{"system":"http://loinc.org","code":"{{code}}"}]},"subject":{{subject}},"effectiveDateTime":"{{date}}","{{(category == "vital-signs" ? $"valueQuantity\":{{\"value\":{value},\"unit\":\"beats/minute\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"/min\"}}" : $"valueString\":\"{value}\"")}}}""";

        string Condition(string status, string words) =>
            $$"""{"resourceType":"Condition","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"{{status}}"}]},"code":{"text":"{{words}}"},"subject":{{subject}} }""";
    }

    [Fact]
    public async Task An_empty_summary_is_one_and_says_none_only_where_a_record_says_so()
    {
        var id = await PatientAsync();
        var empty = IsSummary(await AskAsync(id));
        foreach (var code in s_required)
            Reason(empty, code).Should().Be("unavailable", code);

        await CreateAsync($$"""{"resourceType":"List","status":"current","mode":"snapshot","code":{"coding":[{"system":"http://loinc.org","code":"48765-2"}]},"subject":{"reference":"Patient/{{id}}"},"emptyReason":{"coding":[{"system":"{{EmptyReasons}}","code":"nilknown"}] } }""");
        var nil = IsSummary(await AskAsync(id));
        Reason(nil, "48765-2").Should().Be("nilknown");
        Reason(nil, "11450-4").Should().Be("unavailable");
    }

    [Fact]
    public async Task A_summary_of_which_a_source_did_not_answer_is_one_whose_sections_are_unavailable()
    {
        var demo = await demos.OnAsync("sqlite");
        var asked = $"Patient/$summary?identifier={RunningDemo.Escaped(RunningDemo.Nhs, demo.People.KnownEverywhere.NhsNumber!)}";
        demo.Systems.Faults.Trust.Set(new Fault { Mode = FaultMode.Error });
        var answer = await demo.SearchAsync(asked);
        demo.Systems.Faults.Clear();

        var composition = IsSummary(answer);
        answer.Found.StateOf("trust").Should().BeOneOf("failed", "breaker-open");
        Reason(composition, "48765-2").Should().Be("unavailable");
        answer.Text.Should().NotContain("nilknown");
        await Patience.UntilAsync(() => demo.SearchAsync(asked), a => a.Found.StateOf("trust") == "answered");
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","name":[{"family":"Undated"}]}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1980-02-03"}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"1980-02-03","name":[{"family":"Named"},{"use":"nickname","prefix":["Mr"]}]}""")]
    public async Task A_summary_of_whom_IPS_asks_more_claims_nothing(string patient)
    {
        var answer = await AskAsync(await store.Demo.CreatedAsync(patient));

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        Claims(answer.Resource).Concat(Claims(Composition(answer))).Should().BeEmpty();
        Errors(answer.Resource).Should().BeEmpty();
        Errors(answer.Resource, IpsProfiles.Bundle).Should().NotBeEmpty("IPS's Patient has a date of birth and names");
    }

    // Whether the profiles that this is held to refuse anything at all.
    [Fact]
    public async Task The_profiles_refuse_a_document_without_what_they_ask()
    {
        var answer = await AskAsync(await PatientAsync());
        Action<JsonObject>[] faults =
        [
            b => b["type"] = "collection", b => b.Remove("identifier"), b => b.Remove("timestamp"), b => First(b).Remove("subject"), b => ((JsonArray)First(b)["section"]!).RemoveAt(1),
            b => ((JsonObject)First(b)["section"]![2]!).Remove("emptyReason"), b => ((JsonObject)First(b)["section"]![0]!).Remove("text"), b => ((JsonObject)First(b)["section"]![0]!).Remove("title"),
            b => First(b)["type"]!["coding"]![0]!["code"] = "34133-9", b => ((JsonObject)b["entry"]![2]!["resource"]!).Remove("birthDate"),
        ];
        for (var i = 0; i < faults.Length; i++)
        {
            var bundle = answer.Json.AsObject();
            faults[i](bundle);
            Errors(FhirContent.Read(System.Text.Encoding.UTF8.GetBytes(bundle.ToJsonString())).Root).Should().NotBeEmpty($"fault {i}");
        }

        static JsonObject First(JsonObject bundle) => (JsonObject)bundle["entry"]![0]!["resource"]!;
    }

    private static Element IsSummary(Answer answer)
    {
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        var (bundle, composition) = (answer.Resource, Composition(answer));
        Claims(bundle).Should().Equal(IpsProfiles.Bundle);
        Claims(composition).Should().Equal(IpsProfiles.Composition);
        Errors(bundle).Should().BeEmpty();
        bundle.ChildText("type").Should().Be("document");
        (bundle["identifier"].Any() && bundle["timestamp"].Any()).Should().BeTrue();
        composition.ChildText("status").Should().Be("final");
        composition["type"].SelectMany(t => t["coding"]).Single().ChildText("code").Should().Be("60591-5");
        (composition["date"].Any() && composition["title"].Any()).Should().BeTrue();
        Codes(composition).Should().Contain(s_required).And.OnlyHaveUniqueItems(c => c ?? Guid.NewGuid().ToString());
        foreach (var section in composition["section"])
        {
            (section["title"].Any() && section["code"].Any() && section["text"].Any()).Should().BeTrue();
            (section["entry"].Any() != section["emptyReason"].Any()).Should().BeTrue(section.ChildText("title"));
        }

        var addresses = bundle["entry"].Select(e => e.ChildText("fullUrl")).ToList();
        addresses.Should().NotContainNulls().And.OnlyHaveUniqueItems();
        var named = composition["subject"].Concat(composition["author"]).Concat(composition["section"].SelectMany(s => s["entry"])).Select(r => r.ChildText("reference")).ToList();
        named.Should().HaveCountGreaterThan(2).And.BeSubsetOf(addresses);
        return composition;
    }

    private static Element Composition(Answer answer) => answer.Resource["entry"].First()["resource"].First();

    private static List<string?> Codes(Element composition) => [.. composition["section"].Select(Code)];

    private static string? Code(Element section) => section["code"].SelectMany(c => c["coding"]).Select(c => c.ChildText("code")).FirstOrDefault();

    private static string? Reason(Element composition, string code) =>
        composition["section"].Single(s => Code(s) == code)["emptyReason"].SelectMany(e => e["coding"]).Single(c => c.ChildText("system") == EmptyReasons).ChildText("code");

    private static List<string?> Claims(Element resource) => [.. resource["meta"].SelectMany(m => m["profile"]).Select(p => p.Text)];

    private static List<string> Errors(Element content, string? profile = null) => [.. IpsProfiles.Validator.Validate(content, profile).Faults.Where(f => !f.IsWarning).Select(f => $"{f.Rule}: {f}")];

    private Task<string> PatientAsync() => store.Demo.CreatedAsync("""{"resourceType":"Patient","name":[{"family":"Summed","given":["Up"]}],"birthDate":"1980-02-03"}""");

    private Task<string> CreateAsync(string resource) => store.Demo.CreatedAsync(resource);

    private Task<Answer> AskAsync(string id) => store.Demo.SearchAsync($"Patient/{id}/$summary", DemoClients.RecordKeeper);
}
