using System.Net;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>Batches through the front door.</summary>
[Collection(KeptDemos.Name)]
public sealed class BatchTests(AccessDemos demos)
{
    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Each_entry_is_answered_on_its_own(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = await demo.CreatedAsync("""{"resourceType":"Patient","active":true}""");
        var answer = await demo.BundleAsync("batch",
            Keeper.Entry("GET", $"Patient/{id}"),
            Keeper.Entry("GET", $"{demo.Gateway.Address}fhir/Patient?_id={id}"),
            Keeper.Entry("GET", $"Patient/{Guid.NewGuid()}"),
            Keeper.Entry("POST", "Patient", """{"resourceType":"Patient","gender":"nope"}"""),
            Keeper.Entry("POST", "Patient", """{"resourceType":"Patient"}"""),
            Keeper.Entry("PATCH", $"Patient/{id}", """{"resourceType":"Binary","contentType":"application/json-patch+json","data":"W3sib3AiOiJyZW1vdmUiLCJwYXRoIjoiL2FjdGl2ZSJ9LHsib3AiOiJhZGQiLCJwYXRoIjoiL2dlbmRlciIsInZhbHVlIjoibWFsZSJ9XQ=="}"""),
            Keeper.Entry("GET", "Patient/a/b/c"),
            Keeper.Entry("GET", $"Patient/{id}", more: ",\"ifNoneMatch\":\"W/\\\"2\\\"\""),
            Keeper.Entry("DELETE", $"Patient/{id}", more: ",\"ifMatch\":\"W/\\\"1\\\"\""),
            Keeper.Entry("DELETE", $"Patient/{id}"),
            """{"resource":{"resourceType":"Patient"}}""");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Resource.ChildText("type").Should().Be("batch-response");
        answer.Statuses().Should().Equal("200", "200", "404", "422", "201", "200", "404", "304", "412", "204", "400");
        var entries = answer.Json["entry"]!.AsArray();
        ((string)entries[0]!["resource"]!["id"]!, (string)entries[0]!["fullUrl"]!).Should().Be((id, $"{demo.Gateway.Address}fhir/Patient/{id}"));
        ((string)entries[1]!["resource"]!["type"]!, (string)entries[2]!["response"]!["outcome"]!["resourceType"]!).Should().Be(("searchset", "OperationOutcome"));
        ((string)entries[4]!["response"]!["location"]!).Should().StartWith("Patient/");
        entries[4]!["resource"].Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_was_written_comes_along_where_that_is_preferred(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var type in (string[])["batch", "transaction"])
        {
            var answer = await demo.SendAsync(HttpMethod.Post, "", Keeper.Bundle(type, Keeper.Entry("POST", "Patient", """{"resourceType":"Patient","active":true}""")), more: r => r.Headers.Add("Prefer", "return=representation"));
            ((bool)answer.Json["entry"]![0]!["resource"]!["active"]!).Should().BeTrue(answer.Text);
        }
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","colour":"red"}""")]
    [InlineData("""{"resourceType":"Patient","active":"yes"}""")]
    [InlineData("""{"resourceType":"Patient","birthDate":"31.1.2000","name":[{"family":["x"]}]}""")]
    [InlineData("""{"resourceType":"Unheard"}""")]
    [InlineData("""{"active":true}""")]
    public async Task What_one_entry_brings_is_no_reason_to_refuse_the_others(string faulty)
    {
        var demo = await demos.OnAsync("sqlite");
        var good = Keeper.Entry("POST", "Patient", """{"resourceType":"Patient","active":true}""");
        var answer = await demo.BundleAsync("batch", good, Keeper.Entry("POST", "Patient", faulty), good);

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Statuses().Should().Equal("201", "400", "201");
        answer.Json["entry"]![1]!["response"]!["outcome"]!["issue"]!.AsArray().Should().OnlyContain(i => ((string)i!["expression"]![0]!).StartsWith("Bundle.entry[1].resource"));
        (await demo.BundleAsync("transaction", good, Keeper.Entry("POST", "Patient", faulty))).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("{\"colour\":1},\"colour\"")]
    public async Task What_is_no_entry_is_a_reason_to_refuse_all(string entry)
    {
        var demo = await demos.OnAsync("sqlite");
        (await demo.BundleAsync("batch", Keeper.Entry("POST", "Patient", """{"resourceType":"Patient"}"""), entry, Keeper.Entry("POST", "Patient", """{"resourceType":"Patient"}"""))).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_no_batch_and_no_transaction_is_refused(string store)
    {
        var demo = await demos.OnAsync(store);
        foreach (var (content, type, status) in ((string, string, HttpStatusCode)[])
        [
            ("""{"resourceType":"Patient"}""", Keeper.Fhir, HttpStatusCode.BadRequest),
            ("""{"resourceType":"Bundle","type":"collection"}""", Keeper.Fhir, HttpStatusCode.BadRequest),
            ("{", Keeper.Fhir, HttpStatusCode.BadRequest),
            ("{}", "text/plain", HttpStatusCode.UnsupportedMediaType),
        ])
        {
            var answer = await demo.SendAsync(HttpMethod.Post, "", content, type);
            (answer.Status, answer.Resource.Type.Name).Should().Be((status, "OperationOutcome"), content);
        }
    }

    // What is read of an entry like this is nothing: what others bring is not to be taken for another's.
    [Theory]
    [InlineData("""{"resourceType":"Bundle","type":"batch","entry":[{"foo":1},{"request":{"method":"PUT","url":"Basic/@1"},"resource":{"resourceType":"Basic","id":"@1","code":{"text":"a"}}},{"request":{"method":"PUT","url":"Basic/@2"},"resource":{"resourceType":"Basic","id":"@2","code":{"text":"b"},"modifierExtensionn":[]}}]}""", "application/fhir+json")]
    [InlineData("""<Bundle xmlns="http://hl7.org/fhir"><type value="batch"/><entry><foo/></entry><entry><resource><Basic><id value="@1"/><code><text value="a"/></code></Basic></resource><request><method value="PUT"/><url value="Basic/@1"/></request></entry><entry><resource><Basic><id value="@2"/><code><text value="b"/></code><modifierExtensionn/></Basic></resource><request><method value="PUT"/><url value="Basic/@2"/></request></entry></Bundle>""", "application/fhir+xml")]
    public async Task A_batch_of_which_an_entry_is_lost_in_reading_is_refused_whole(string content, string type)
    {
        var (demo, id) = (await demos.OnAsync("sqlite"), $"{Guid.NewGuid():N}");
        var answer = await demo.SendAsync(HttpMethod.Post, "", content.Replace("@", id, StringComparison.Ordinal), type);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        foreach (var written in (string[])[$"{id}1", $"{id}2"])
            (await demo.SendAsync(HttpMethod.Get, $"Basic/{written}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_operation_that_takes_nothing_more_needs_no_content_in_a_batch()
    {
        var demo = await demos.OnAsync("sqlite");
        var answer = await demo.BundleAsync("batch", """{"request":{"method":"POST","url":"ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender"}}""");

        answer.Statuses().Should().Equal("200");
    }
}
