using System.Globalization;
using System.Text;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Access;

/// <summary>
/// No query shape reveals more than filtered reads: whatever a search asks, it finds what the same search finds among the resources that the caller can read one by one, as it reads them.
/// Persons, consents, callers and queries are drawn by chance; <c>GATEWAY_QUERY_CASES</c> says how many.
/// </summary>
public sealed class QueryShapeTests(AccessDemos demos) : IClassFixture<AccessDemos>
{
    private const int QueriesARound = 100;
    private static readonly string[] s_types = ["Patient", "Flag", "Encounter", "Condition", "Task", "ServiceRequest", "Consent", "MedicationStatement", "Observation"];
    private static readonly string[] s_callers = [DemoClients.TrustClinician, DemoClients.CommunityProvider, DemoClients.CustodySystem];
    private static readonly string[] s_classes = ["Flag", "Encounter", "Condition", "Task", "MedicationStatement", "Patient"];

    // Conditions, each for a type or for all; what leads over other resources is about these as the caller sees them.
    private static readonly (string Type, string Text)[] s_conditions =
    [
        ("*", "_lastUpdated=gt2000-01-01"), ("*", "_lastUpdated=lt2001-01-01"), ("*", "_id:missing=false"), ("*", "_security=REDACTED"), ("*", "_security:not=REDACTED"),
        ("Patient", "gender=female"), ("Patient", "gender=male"), ("Patient", "birthdate=gt1970-01-01"), ("Patient", "address:missing=false"), ("Patient", "_has:Flag:patient:status=active"), ("Patient", "_has:Condition:subject:code:missing=false"), ("Patient", "general-practitioner:missing=true"),
        ("Flag", "status=active"), ("Flag", "status:not=active"), ("Flag", "code:missing=false"), ("Flag", "date=gt2020-01-01"), ("Flag", "subject:Patient.gender=male"), ("Flag", "subject:Patient.birthdate=gt1970-01-01"), ("Flag", "encounter:missing=false"),
        ("Encounter", "status=finished"), ("Encounter", "class=FLD"), ("Encounter", "date=gt2020-01-01"), ("Encounter", "location:missing=false"), ("Encounter", "reason-code:missing=false"), ("Encounter", "subject:Patient.gender=female"),
        ("Condition", "code:missing=false"), ("Condition", "clinical-status=active"), ("Condition", "onset-date=gt2000-01-01"), ("Condition", "subject:Patient.gender=male"),
        ("Task", "status=requested"), ("Task", "intent=order"), ("Task", "focus:missing=false"), ("Task", "owner:missing=false"),
        ("ServiceRequest", "status=active"), ("ServiceRequest", "code:missing=false"), ("ServiceRequest", "_has:Task:focus:status=requested"),
        ("Consent", "status=active"), ("Consent", "category:missing=false"),
        ("MedicationStatement", "status=active"), ("MedicationStatement", "effective=gt2000-01-01"), ("MedicationStatement", "code:missing=false"),
        ("Observation", "status=final"), ("Observation", "code:missing=false"), ("Observation", "value-concept:missing=false"), ("Observation", "encounter:missing=false"),
    ];

    private static readonly string[] s_ways = ["", "&_sort=_id", "&_sort=-_lastUpdated", "&_count=2", "&_count=3&_sort=-_id", "&_total=accurate", "&_summary=count", "&_include=*"];

    [Fact]
    public async Task A_search_finds_what_is_found_among_the_resources_that_its_caller_can_read()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("GATEWAY_QUERY_CASES"), CultureInfo.InvariantCulture, out var given) ? given : 2_000;
        var (demo, draw) = (await demos.OnAsync("sqlite"), new Random(20261122));
        List<string> numbers = [.. demo.People.People.Select(p => p.NhsNumber).OfType<string>()];
        var (asked, shown, hidden) = (0, 0, 0);
        while (asked < cases)
        {
            var number = numbers[draw.Next(numbers.Count)];
            var consents = await ConsentsAsync(demo, number, draw);
            var known = await AddressesAsync(demo, number);
            foreach (var caller in s_callers)
            {
                var readable = await ReadAsync(demo, caller, known);
                hidden += known.Count - readable.Count;
                shown += await CompareWholeAsync(demo, caller, number, readable);
                for (var i = 0; i < QueriesARound / s_callers.Length && asked < cases; i++, asked++)
                    shown += await CompareAsync(demo, caller, number, readable, draw);
            }

            foreach (var (id, content) in consents)
                await Recorded.PutAsync(demo, id, content.Replace("\"resourceType\":\"Consent\",", $"\"resourceType\":\"Consent\",\"id\":\"{id}\",", StringComparison.Ordinal).Replace("\"status\":\"active\"", "\"status\":\"inactive\"", StringComparison.Ordinal));
        }

        // The comparison is of something: things were shown, and things were kept back.
        shown.Should().BePositive();
        hidden.Should().BePositive();
    }

    // Not of the service's own organisation as a whole, which records them: it would not see its own record again.
    private static async Task<List<(string Id, string Content)>> ConsentsAsync(RunningDemo demo, string number, Random draw)
    {
        var made = new List<(string, string)>();
        for (var i = draw.Next(3); i > 0; i--)
        {
            var types = string.Join(',', s_classes.Where(_ => draw.Next(3) == 0).Select(t => $$"""{"system":"http://hl7.org/fhir/resource-types","code":"{{t}}"}"""));
            var recipient = (draw.Next(3), types.Length) switch { (0, > 0) => Recorded.Trust, (1, _) => "42", _ => Recorded.FullCircle };
            var content = Recorded.Consent(number, draw.Next(4) == 0 ? "permit" : "deny", recipient, types.Length > 0 ? $",\"class\":[{types}]" : "");
            var answer = await Recorded.PostAsync(demo, content);
            ((int)answer.Status).Should().Be(201, answer.Text);
            made.Add((answer.Resource.ChildText("id")!, content));
        }

        return made;
    }

    // What there is to be found, by whoever finds it.
    private static async Task<List<string>> AddressesAsync(RunningDemo demo, string number)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in s_types)
            foreach (var caller in s_callers.Append(DemoClients.Practitioner))
                if (await demo.SearchAsync($"{type}?{Person(type, number)}&_count=500", caller) is { Status: System.Net.HttpStatusCode.OK } answer)
                    foreach (var resource in answer.Found.Of(type))
                    {
                        found.Add(AddressOf(resource));
                        found.UnionWith(References(resource).Where(r => s_types.Contains(r.Split('/')[0])));
                    }

        return [.. found];
    }

    private static IEnumerable<string> References(Element element) => element.Children.Where(c => !c.Type.IsPrimitive)
        .SelectMany(c => c.Type.Name == "Reference" ? new[] { c.ChildText("reference") }.OfType<string>() : References(c));

    private static async Task<Dictionary<string, Element>> ReadAsync(RunningDemo demo, string caller, IReadOnlyList<string> known)
    {
        var readable = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var address in known)
            if (await demo.SearchAsync(address, caller) is { Status: System.Net.HttpStatusCode.OK } answer)
                readable[address] = answer.Resource;
        return readable;
    }

    // What is known of a person as a whole is no more than what can be read, and nothing else than it; a summary is made of that alone.
    private static async Task<int> CompareWholeAsync(RunningDemo demo, string caller, string number, Dictionary<string, Element> readable)
    {
        var shown = 0;
        foreach (var operation in (string[])["$everything", "$summary"])
        {
            var answer = await demo.SearchAsync($"Patient/{operation}?identifier={RunningDemo.Escaped(RunningDemo.Nhs, number)}&_count=1000", caller);
            if (answer.Status == System.Net.HttpStatusCode.NotFound)
                readable.Keys.Should().NotContain(a => a.StartsWith("Patient/", StringComparison.Ordinal), $"{caller} {operation}");
            if (answer.Status != System.Net.HttpStatusCode.OK)
                continue;
            foreach (var resource in answer.Resource["entry"].SelectMany(e => e["resource"]).Where(r => s_types.Contains(r.Type.Name)))
            {
                var read = readable.TryGetValue(AddressOf(resource), out var seen) ? seen : default;
                read.IsNone.Should().BeFalse($"{caller} {operation} {resource.Type.Name}");
                if (operation == "$everything")
                    Text(resource).Should().Be(Text(read), $"{caller} {operation}");
                shown++;
            }
        }

        return shown;
    }

    private static async Task<int> CompareAsync(RunningDemo demo, string caller, string number, Dictionary<string, Element> readable, Random draw)
    {
        var type = s_types[draw.Next(s_types.Length)];
        var fitting = s_conditions.Where(c => c.Type == "*" || c.Type == type).ToList();
        var conditions = string.Join('&', Enumerable.Range(0, draw.Next(3)).Select(_ => fitting[draw.Next(fitting.Count)].Text).Distinct());
        var way = s_ways[draw.Next(s_ways.Length)];
        var query = $"{type}?{Person(type, number)}{(conditions.Length > 0 ? "&" : "")}{conditions}{way}";
        var answer = await demo.SearchAsync(query, caller);
        if (answer.Status == System.Net.HttpStatusCode.Forbidden)
        {
            readable.Keys.Should().NotContain(a => a.StartsWith($"{type}/", StringComparison.Ordinal), query);
            return 0;
        }

        answer.Status.Should().Be(System.Net.HttpStatusCode.OK, $"{query}: {answer.Text}");
        var expected = Found(type, number, conditions, readable);

        // What a condition leads to over other resources may not have been fetched: such a search may find less, and never more.
        var isLed = conditions.Contains("_has:", StringComparison.Ordinal) || conditions.Contains(":Patient.", StringComparison.Ordinal);
        if (answer.Found.Total is { } total && isLed)
            int.Parse(total, CultureInfo.InvariantCulture).Should().BeLessThanOrEqualTo(expected.Count, $"{caller} {query}");
        else if (answer.Found.Total is { } exact)
            exact.Should().Be(expected.Count.ToString(CultureInfo.InvariantCulture), $"{caller} {query}");
        if (way == "&_summary=count")
            return 0;
        var matches = new List<Element>();
        for (var page = answer; ;)
        {
            var entries = page.Resource["entry"].ToList();
            matches.AddRange(Resources(entries, "match"));
            foreach (var included in Resources(entries, "include").Where(r => readable.ContainsKey(AddressOf(r)) || s_types.Contains(r.Type.Name)))
                Text(included).Should().Be(readable.TryGetValue(AddressOf(included), out var read) ? Text(read) : "nothing that can be read", $"{caller} {query}");
            if (page.Resource["link"].FirstOrDefault(l => l.ChildText("relation") == "next") is not { IsNone: false } next)
                break;
            page = await demo.SearchAsync(next.ChildText("url")!.Split("/fhir/")[1], caller);
            page.Status.Should().Be(System.Net.HttpStatusCode.OK, query);
        }

        if (isLed)
            matches.Select(AddressOf).Should().BeSubsetOf(expected, $"{caller} {query}");
        else
            matches.Select(AddressOf).Should().BeEquivalentTo(expected, $"{caller} {query}");
        foreach (var match in matches)
            Text(match).Should().Be(Text(readable[AddressOf(match)]), $"{caller} {query}");
        return matches.Count;
    }

    private static List<string> Found(string type, string number, string conditions, Dictionary<string, Element> readable)
    {
        var (index, extractor) = (new SearchIndex(), new IndexExtractor());
        foreach (var resource in readable.Values)
            index.Add(resource, extractor.Extract(resource));
        var own = type == "Patient" ? Person(type, number) : "";
        var text = string.Join('&', new[] { own, conditions }.Where(t => t.Length > 0));
        return [.. new InMemorySearch(index).Run(SearchQueryParser.Parse(type, $"{text}{(text.Length > 0 ? "&" : "")}_count=1000").Query!).Matches.Select(m => m.ToString()!)];
    }

    private static IEnumerable<Element> Resources(IEnumerable<Element> entries, string mode) =>
        entries.Where(e => e["search"].Any(s => s.ChildText("mode") == mode)).SelectMany(e => e["resource"]);

    private static string Person(string type, string number) => $"{(type == "Patient" ? "identifier" : "patient.identifier")}={RunningDemo.Escaped(RunningDemo.Nhs, number)}";

    private static string AddressOf(Element resource) => $"{resource.Type.Name}/{resource.ChildText("id")}";

    private static string Text(Element resource) => Encoding.UTF8.GetString(FhirJson.ToUtf8(resource));
}
