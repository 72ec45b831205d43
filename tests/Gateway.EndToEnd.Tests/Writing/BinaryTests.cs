using System.Net;
using System.Text;
using Gateway.EndToEnd.Tests.Access;
using Gateway.EndToEnd.Tests.Data;
using Gateway.Storage.Tests.Data;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>Binaries through the front door.</summary>
[Collection(KeptDemos.Name)]
public sealed class BinaryTests(AccessDemos demos)
{
    private const string Script = "<script>alert(1)</script>";

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task Bytes_of_any_kind_come_back_as_they_were_and_cannot_run(string store)
    {
        var demo = await demos.OnAsync(store);
        var posted = await demo.SendAsync(HttpMethod.Post, "Binary", Script, "text/html; charset=utf-8");
        (posted.Status, posted.Body.Length).Should().Be((HttpStatusCode.Created, 0));
        var address = AddressOf(posted);

        var raw = await demo.SendAsync(HttpMethod.Get, address, more: r => r.Headers.Accept.ParseAdd("*/*"));
        (raw.Status, raw.Text, raw.ContentType).Should().Be((HttpStatusCode.OK, Script, "text/html"));
        raw.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        raw.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("sandbox;");
        raw.Headers.CacheControl!.NoStore.Should().BeTrue();

        foreach (var type in (string[])["application/fhir+json", "application/fhir+xml"])
        {
            var resource = (await demo.SendAsync(HttpMethod.Get, address, more: r => r.Headers.Accept.ParseAdd(type))).Resource;
            Encoding.UTF8.GetString(Convert.FromBase64String(resource.ChildText("data")!)).Should().Be(Script);
        }
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_Binary_is_a_resource_for_who_sends_one_and_is_replaced_by_bytes(string store)
    {
        var demo = await demos.OnAsync(store);
        var id = await demo.CreatedAsync("""{"resourceType":"Binary","contentType":"text/plain","data":"QQ=="}""");
        (await demo.SendAsync(HttpMethod.Get, $"Binary/{id}")).Text.Should().Be("A");
        (await demo.SendAsync(HttpMethod.Put, $"Binary/{id}", "{}", "application/json")).Status.Should().Be(HttpStatusCode.OK);
        var now = await demo.SendAsync(HttpMethod.Get, $"Binary/{id}", more: r => r.Headers.Accept.ParseAdd("application/json"));
        (now.Text, now.ContentType, now.Headers.ETag!.Tag).Should().Be(("{}", "application/json", "\"2\""));
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task What_is_too_large_or_of_no_type_is_refused(string store)
    {
        var demo = await demos.OnAsync(store);
        var large = await demo.AskAsync(Gateway.Security.Tokens.DemoClients.RecordKeeper, "fhir/Binary", HttpMethod.Post, r => r.Bring(new byte[4 * 1024 * 1024], "image/png"));
        (large.Status, large.Resource.Type.Name).Should().Be((HttpStatusCode.RequestEntityTooLarge, "OperationOutcome"));
        var typeless = await demo.AskAsync(Gateway.Security.Tokens.DemoClients.RecordKeeper, "fhir/Binary", HttpMethod.Post, r =>
        {
            r.Content = new ByteArrayContent([1]);
            r.Content.Headers.TryAddWithoutValidation("Content-Type", "no type");
        });
        typeless.Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("""{"resourceType":"Patient","gender":"unheard-of"}""", "application/fhir+json")]
    [InlineData("""{"text":"no resource"}""", "application/fhir+json; fhirVersion=3.0")]
    [InlineData("<Patient xmlns=\"http://hl7.org/fhir\"/>", "application/fhir+xml")]
    [InlineData("", "application/fhir+xml")]
    public async Task What_is_sent_as_FHIR_and_is_no_Binary_is_taken_as_it_is(string content, string type)
    {
        var demo = await demos.OnAsync("sqlite");
        var posted = await demo.SendAsync(HttpMethod.Post, "Binary", content, type);
        posted.Status.Should().Be(HttpStatusCode.Created, posted.Text);
        var put = await demo.SendAsync(HttpMethod.Put, AddressOf(posted), content, type);
        put.Status.Should().Be(HttpStatusCode.OK, put.Text);
        var raw = await demo.SendAsync(HttpMethod.Get, AddressOf(posted), more: r => r.Headers.Accept.ParseAdd("*/*"));
        (raw.Status, raw.Text, raw.ContentType).Should().Be((HttpStatusCode.OK, content, type.Split(';')[0]));
    }

    [Theory]
    [InlineData("""{"resourceType":"Binary","contentType":"text/plain","colour":"red"}""", "application/fhir+json")]
    [InlineData("""{"contentType":"text/plain","resourceType":"Binary","data":""", "application/fhir+json")]
    [InlineData("<Binary xmlns=\"http://hl7.org/fhir\"><colour/></Binary>", "application/fhir+xml")]
    [InlineData("{", "application/fhir+json")]
    [InlineData("""{"resourceType":"\ud800"}""", "application/fhir+json")]
    [InlineData("""{"resourceTyp\ud800":"Binary"}""", "application/fhir+json")]
    [InlineData(" <?xml version=\"1.0\"?><Binary xmlns=\"http://hl7.org/fhir\"/>", "application/fhir+xml")]
    public async Task A_Binary_with_faults_is_refused_and_not_taken_as_bytes(string content, string type)
    {
        var demo = await demos.OnAsync("sqlite");
        var posted = await demo.SendAsync(HttpMethod.Post, "Binary", content, type);
        (posted.Status, posted.Resource.Type.Name).Should().Be((HttpStatusCode.BadRequest, "OperationOutcome"), posted.Text);
    }

    [Theory]
    [MemberData(nameof(Stores.Kinds), MemberType = typeof(Stores))]
    public async Task A_version_is_given_as_the_bytes_that_it_held(string store)
    {
        var demo = await demos.OnAsync(store);
        var address = AddressOf(await demo.SendAsync(HttpMethod.Post, "Binary", "first", "text/plain"));
        await demo.SendAsync(HttpMethod.Put, address, "second", "text/plain");
        foreach (var accept in (string[])["text/plain", "application/pdf", "*/*"])
        {
            var raw = await demo.SendAsync(HttpMethod.Get, $"{address}/_history/1", more: r => r.Headers.Accept.ParseAdd(accept));
            (raw.Status, raw.Text, raw.ContentType, raw.Headers.ETag!.Tag).Should().Be((HttpStatusCode.OK, "first", "text/plain", "\"1\""));
        }

        (await demo.SendAsync(HttpMethod.Get, $"{address}/_history/1", more: r => r.Headers.Accept.ParseAdd("application/fhir+json"))).Resource.ChildText("data").Should().Be("Zmlyc3Q=");
    }

    [Fact]
    public async Task What_is_not_there_is_told_whatever_is_accepted()
    {
        var demo = await demos.OnAsync("sqlite");
        var gone = AddressOf(await demo.SendAsync(HttpMethod.Post, "Binary", "x", "text/plain"));
        await demo.SendAsync(HttpMethod.Delete, gone);
        foreach (var (path, status) in ((string, HttpStatusCode)[])[("Binary/none-such", HttpStatusCode.NotFound), ("Binary/none-such/_history/1", HttpStatusCode.NotFound), (gone, HttpStatusCode.Gone), ($"{gone}/_history/2", HttpStatusCode.Gone)])
        {
            var answer = await demo.SendAsync(HttpMethod.Get, path, more: r => r.Headers.Accept.ParseAdd("text/plain"));
            (answer.Status, answer.Resource.Type.Name).Should().Be((status, "OperationOutcome"), path);
        }
    }

    [Fact]
    public async Task The_most_that_is_taken_is_what_the_CapabilityStatement_says()
    {
        var demo = await demos.OnAsync("sqlite");
        var said = (await demo.SendAsync(HttpMethod.Get, "metadata")).Resource["rest"].First()["resource"].Single(r => r.ChildText("type") == "Binary").ChildText("documentation")!;
        var most = int.Parse(said.TrimEnd('.').Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        most.Should().Be(3_141_632, "README says so");
        foreach (var (length, status) in ((int, HttpStatusCode)[])[(most, HttpStatusCode.Created), (most + 1, HttpStatusCode.RequestEntityTooLarge)])
            foreach (var type in (string[])["image/png", "application/fhir+json"])
            {
                var answer = await demo.AskAsync(Gateway.Security.Tokens.DemoClients.RecordKeeper, "fhir/Binary", HttpMethod.Post, r => r.Bring(Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', length - 8)}\"}}"), type));
                answer.Status.Should().Be(status, answer.Text);
            }
    }

    internal static string AddressOf(Answer created) => new Uri(created.Headers.Location!.ToString()).AbsolutePath.Split("/_history")[0]["/fhir/".Length..];
}
