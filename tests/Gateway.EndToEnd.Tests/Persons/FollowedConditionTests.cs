using Gateway.EndToEnd.Tests.Changes;
using Gateway.Security.Tokens;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>Conditions that lead over other resources, beside others: a further condition never hides what meets all, and what was not asked is said.</summary>
public sealed class FollowedConditionTests(EmptyStores stores) : IClassFixture<EmptyStores>
{
    // What is asked of a store alone, and what it finds.
    private static readonly (string Query, string Found)[] s_whole =
    [
        ("Patient?organization.name=ward", "s1 s2"), ("Patient?_id=s1&organization.name=ward", "s1"), (@"Patient?identifier=urn:s|A%5C,1&organization.name=ward", "s1"), ("Patient?_id=s1&organization.name=other", ""),
        ("Patient?_id=s1,s2&organization.partof.partof.name=ward%20a", "s2"), ("Patient?family=chalmers&organization.partof.partof.name=ward%20a", "s2"),
        ("Patient/s1/Observation?performer.name=doc", "o1"), ("Observation?patient=s1&performer.name=doc", "o1"), ("Observation?subject=Patient/s1&performer:Practitioner.identifier=urn:pr|P1", "o1"),
        ("Observation?_id=o1&patient.organization.name=ward", "o1"), ("Observation?_id=o1,o3&patient.organization.name=ward%20a", "o1"),
        ("Practitioner?_id=pr1&_has:Observation:performer:code=8480-6", "pr1"), ("Practitioner?_id=pr1&_has:Observation:performer:code=other", ""), ("Practitioner?identifier=urn:pr|P1&_has:Observation:performer:code=8480-6", "pr1"),
        ("Observation?_id=o1&_has:Provenance:target:agent=Practitioner/pr1", "o1"), ("Observation?subject=Patient/s1&_has:Provenance:target:agent=Practitioner/pr1", "o1"), ("Patient/s1/Observation?_has:Provenance:target:_id=pv1", "o1"),
        ("Patient?_id=s1&_has:Group:member:_id=g1", "s1"), ("Patient?identifier=urn:s|A%5C,1&_has:Group:member:_id=g1", "s1"), ("Patient?_id=s1,s2&_has:Observation:patient:_has:Provenance:target:agent=Practitioner/pr1", "s1"),
        ("Patient?_id=s1&_has:Observation:patient:performer.name=doc", "s1"), ("Organization?_id=org1&_has:Patient:organization:family=chalmers", "org1"), ("Organization?name=ward&_has:Patient:organization:_has:Observation:patient:code=8480-6", "org1"),
        ("Organization?name=ward%20a&_has:Organization:partof:_id=org2", "org1"), ("Organization?_id=org1&_has:Organization:partof:_id=org2", "org1"), ("Organization?name=ward%20b&partof.name=ward%20a", "org2"), ("Organization?_id=org2&partof:Organization.identifier=urn:org|O1", "org2"),
        ("Observation?_id=o1&_has:Observation:derived-from:_id=o2", "o1"), ("Observation?patient=s1&code:text=a&_has:Observation:derived-from:code:text=b", "o1"),
        ("QuestionnaireResponse?_id=qr1&questionnaire.title=intake", "qr1"), ("Questionnaire?_id=q1&_has:QuestionnaireResponse:questionnaire:status=completed", "q1"),
        ("Patient/s1/Observation", "o1 o2 o3"), ("Patient/s1/Observation?patient.family=chalmersson", "o3"), ("Patient/s1/Group?_has:Provenance:target:_id=pv1", ""), ("Observation?performer=Patient/s1&patient.family=chalmersson", "o3"), ("Observation?subject:Patient=s1&code:text=b&derived-from:Observation.code=8480-6", "o2"),
    ];

    private static readonly (string Query, string Found)[] s_included =
    [
        ("Organization?_id=org1&_revinclude=Organization:partof", "org2"), ("Organization?name=ward%20a&_revinclude=Organization:partof", "org2"), ("Organization?_id=org1&_revinclude:iterate=Organization:partof", "org2 org3"),
        ("Organization?_id=org1&_revinclude=Patient:organization", "s1"), ("Organization?name=ward%20a&_revinclude=Patient:organization", "s1"), ("Observation?_id=o1&_revinclude=Observation:derived-from", "o2"), ("Observation?patient=s1&code:text=a&_revinclude=Observation:derived-from", "o2"),
        ("Patient?_id=s1&_revinclude=Group:member", "g1"), ("Observation?patient=s1&code:text=a&_revinclude=Provenance:target", "pv1"), ("Patient?_id=s1&_revinclude=Observation:patient&_revinclude:iterate=Provenance:target", "o1 o2 pv1"), ("Questionnaire?_id=q1&_revinclude=QuestionnaireResponse:questionnaire", "qr1"),
    ];

    [Fact]
    public async Task In_a_store_alone_what_meets_all_conditions_is_found_and_nobody_need_be_named()
    {
        foreach (var store in Stores.Names)
        {
            var demo = await stores.OnAsync("store", store, WardRecords.FillAsync);
            foreach (var (query, found) in s_whole)
            {
                var answer = await demo.SearchAsync(query, DemoClients.RecordKeeper);
                WardRecords.Ids(answer, "match").Should().Be(found, $"{query} on {store}");
                answer.Found.Total.Should().Be($"{found.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length}", $"{query} on {store}");
                answer.Text.Should().NotContain("named persons only", query);
            }

            foreach (var (query, found) in s_included)
                WardRecords.Ids(await demo.SearchAsync(query, DemoClients.RecordKeeper), "include").Should().Be(found, $"{query} on {store}");
        }
    }

    [Fact]
    public async Task Beside_other_sources_the_same_is_found_and_who_needs_a_named_person_is_said_without_a_total()
    {
        foreach (var store in Stores.Names)
        {
            var demo = await stores.OnAsync("essex", store, WardRecords.FillAsync);
            foreach (var (query, found) in s_whole)
                WardRecords.Ids(await demo.SearchAsync(query, DemoClients.RecordKeeper), "match").Should().Be(found, $"{query} on {store}");
            foreach (var (query, found) in s_included)
                WardRecords.Ids(await demo.SearchAsync(query, DemoClients.RecordKeeper), "include").Should().Be(found, $"{query} on {store}");

            var back = await demo.SearchAsync("Practitioner?_id=pr1&_has:Observation:performer:code=8480-6", DemoClients.RecordKeeper);
            back.Found.Total.Should().BeNull();
            back.Text.Should().Contain("named persons only");

            // What a reference names is read where it lies, so that nobody need be asked about anybody.
            var forth = await demo.SearchAsync("Observation?_id=o1&patient.organization.name=ward", DemoClients.RecordKeeper);
            forth.Found.Total.Should().Be("1");
        }
    }

    [Fact]
    public async Task What_its_caller_does_not_see_is_in_no_chain_and_refers_to_nothing()
    {
        foreach (var store in Stores.Names)
        {
            var demo = await stores.OnAsync("store", store, WardRecords.FillAsync);
            var keeper = Kept.Keeper("system/Organization.rs", "system/Patient.rs");
            WardRecords.Ids(await demo.AskAsAsync(keeper with { Organization = "ZZ980" }, "fhir/Patient?_id=s1&organization.name=ward"), "match").Should().Be("s1");
            var blind = Kept.Keeper("system/Organization.rs") with { Organization = "ZZ980" };
            foreach (var query in (string[])["Organization?_id=org1&_has:Patient:organization:family=chalmers", "Organization?name=ward%20a&_has:Patient:organization:family=chalmers"])
                WardRecords.Ids(await demo.AskAsAsync(blind, $"fhir/{query}"), "match").Should().BeEmpty(query);
            WardRecords.Ids(await demo.AskAsAsync(blind, "fhir/Organization?_id=org1&_revinclude=Patient:organization"), "include").Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Everything_of_a_person_is_what_refers_to_them_in_whatever_way_makes_it_theirs(string store)
    {
        var demo = await stores.OnAsync("store", store, WardRecords.FillAsync);

        WardRecords.Ids(await demo.SearchAsync("Patient/s1/$everything", DemoClients.RecordKeeper), "match").Should().Be("g1 o1 o2 o3 qr1 s1");
        WardRecords.Ids(await demo.SearchAsync("Patient/s2/$everything", DemoClients.RecordKeeper), "match").Should().Be("o3 s2");
    }
}
