using System.Net;
using System.Text.Json.Nodes;
using Gateway.EndToEnd.Tests.Changes;
using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Persons;

/// <summary>A few records of two people on wards, of which most refer to others.</summary>
internal static class WardRecords
{
    private static readonly string[] s_resources =
    [
        """{"resourceType":"Organization","id":"org1","name":"Ward A","identifier":[{"system":"urn:org","value":"O1"}]}""",
        """{"resourceType":"Organization","id":"org2","name":"Ward B","partOf":{"reference":"Organization/org1"}}""",
        """{"resourceType":"Organization","id":"org3","name":"Ward C","partOf":{"reference":"Organization/org2"}}""",
        """{"resourceType":"Practitioner","id":"pr1","name":[{"family":"Doc"}],"identifier":[{"system":"urn:pr","value":"P1"}]}""",
        """{"resourceType":"Patient","id":"s1","identifier":[{"system":"urn:s","value":"A,1"}],"name":[{"family":"Chalmers"}],"managingOrganization":{"reference":"Organization/org1"},"generalPractitioner":[{"reference":"Practitioner/pr1"}]}""",
        """{"resourceType":"Patient","id":"s2","name":[{"family":"Chalmersson"}],"managingOrganization":{"reference":"Organization/org3"}}""",
        """{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"a","coding":[{"system":"http://loinc.org","code":"8480-6"}]},"subject":{"reference":"Patient/s1"},"performer":[{"reference":"Practitioner/pr1"}]}""",
        """{"resourceType":"Observation","id":"o2","status":"final","code":{"text":"b"},"subject":{"reference":"Patient/s1"},"derivedFrom":[{"reference":"Observation/o1"}]}""",
        """{"resourceType":"Observation","id":"o3","status":"final","code":{"text":"c"},"subject":{"reference":"Patient/s2"},"performer":[{"reference":"Patient/s1"}]}""",
        """{"resourceType":"Group","id":"g1","type":"person","actual":true,"member":[{"entity":{"reference":"Patient/s1"}}]}""",
        """{"resourceType":"Provenance","id":"pv1","target":[{"reference":"Observation/o1"}],"recorded":"2020-01-01T00:00:00Z","agent":[{"who":{"reference":"Practitioner/pr1"}}]}""",
        """{"resourceType":"Questionnaire","id":"q1","url":"http://example.org/q","version":"3","status":"active","title":"Intake"}""",
        """{"resourceType":"QuestionnaireResponse","id":"qr1","status":"completed","questionnaire":"http://example.org/q|3","subject":{"reference":"Patient/s1"}}""",
    ];

    /// <summary>Brings them into a store.</summary>
    public static async Task FillAsync(RunningDemo demo)
    {
        foreach (var resource in s_resources)
        {
            var id = JsonNode.Parse(resource)!;
            (await demo.SendAsync("PUT", $"{id["resourceType"]}/{id["id"]}", resource)).Status.Should().Be(HttpStatusCode.Created, resource);
        }
    }

    /// <summary>The ids of the entries of one search mode, in order.</summary>
    public static string Ids(Answer answer, string mode)
    {
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return string.Join(' ', answer.Resource["entry"].Where(e => e["search"].Any(s => s.ChildText("mode") == mode)).SelectMany(e => e["resource"]).Select(r => r.ChildText("id")!).Order(StringComparer.Ordinal));
    }
}
