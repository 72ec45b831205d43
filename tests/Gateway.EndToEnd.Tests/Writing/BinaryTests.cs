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

    internal static string AddressOf(Answer created) => new Uri(created.Headers.Location!.ToString()).AbsolutePath.Split("/_history")[0]["/fhir/".Length..];
}
