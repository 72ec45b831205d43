using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Benchmarks.Proxy;

/// <summary>What the proxy is measured beside, each a program of its own: a FHIR server that gives 4,096 bytes, YARP's bare forwarder before it, and a copy by hand that parses and writes the body.</summary>
internal static class ProxyPeers
{
    public const string Patient = "r4/Patient/p1";
    public const string Definition = "r4/CodeSystem/c1";
    private const int Size = 4096;

    /// <summary>Serves until it is ended; the first line of the output is the address.</summary>
    /// <param name="peer"><c>upstream</c>, <c>forwarder</c>, <c>copy</c>, or <c>empty</c>, which says nothing.</param>
    /// <param name="upstream">The address of the first for the others.</param>
    public static async Task RunAsync(string peer, Uri upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(peer switch { "upstream" => Upstream(), "forwarder" => Forwarder(app.Services.GetRequiredService<IHttpForwarder>(), upstream), "empty" => _ => Task.CompletedTask, _ => Copy(upstream) });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    private static RequestDelegate Upstream()
    {
        var patient = Filled("""
            {"resourceType":"Patient","id":"p1","meta":{"versionId":"1","lastUpdated":"2026-01-01T00:00:00Z"},"identifier":[{"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland","code":"01"}]}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9000000009"}],"active":true,"name":[{"use":"official","family":"Brackley","given":["Connor"]}],"gender":"male","birthDate":"1967-05-01","contact":[@]}
            """, i => $$$$"""{"relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0131","code":"C"}]}],"name":{"family":"Contact {{{{i}}}}"},"telecom":[{"system":"phone","value":"01632 96010{{{{i % 10}}}}"}]}""");
        var definition = Filled("""
            {"resourceType":"CodeSystem","id":"c1","url":"https://health-justice.example/measured","status":"active","content":"complete","concept":[@]}
            """, i => $$$$"""{"code":"c{{{{i}}}}","display":"A code of the measured system, number {{{{i}}}}"}""");
        return async http =>
        {
            var body = http.Request.Path.Value!.Contains("CodeSystem", StringComparison.Ordinal) ? definition : patient;
            http.Response.ContentType = "application/fhir+json";
            http.Response.Headers.ETag = "W/\"1\"";
            http.Response.ContentLength = body.Length;
            await http.Response.Body.WriteAsync(body);
        };
    }

    private static RequestDelegate Forwarder(IHttpForwarder forwarder, Uri upstream)
    {
        var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null });
        return async http => await forwarder.SendAsync(http, upstream.AbsoluteUri, invoker);
    }

    private static RequestDelegate Copy(Uri upstream)
    {
        var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });
        return async http =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(upstream, http.Request.Path.Value));
            using var answer = await invoker.SendAsync(request, http.RequestAborted);
            await using var content = await answer.Content.ReadAsStreamAsync(http.RequestAborted);
            using var document = await JsonDocument.ParseAsync(content, cancellationToken: http.RequestAborted);
            http.Response.ContentType = "application/fhir+json";
            await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
            document.WriteTo(writer);
        };
    }

    // As many parts as fit into the size, and blanks for what is left.
    private static byte[] Filled(string frame, Func<int, string> part)
    {
        var (parts, trimmed) = (new List<string>(), frame.Trim());
        while (trimmed.Length + parts.Sum(p => p.Length + 1) + part(parts.Count).Length < Size)
            parts.Add(part(parts.Count));
        var text = trimmed.Replace("@", string.Join(',', parts), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..^1] + new string(' ', Size - text.Length) + "}");
    }
}
