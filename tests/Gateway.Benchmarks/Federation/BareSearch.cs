using System.Buffers;
using System.Globalization;
using Gateway.Endpoints.Fhir;
using Gateway.Federation;
using Gateway.Federation.Completeness;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Results;
using Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Gateway.Benchmarks.Federation;

/// <summary>
/// The gateway as <c>gateway serve</c> runs it, with two addresses more: <c>/bare/{type}</c> searches as <c>/fhir/{type}</c> does and labels, decides, redacts and audits nothing; <c>/live</c> collects all
/// garbage and tells the bytes that are left. They are part of this program alone; the gateway itself has no such switch.
/// </summary>
internal static class BareSearch
{
    /// <summary>Serves until it is ended; the first line of the output is the address.</summary>
    public static async Task RunAsync(string[] settings)
    {
        await using var app = await GatewayHost.BuildAsync(settings);
        app.MapGet("/bare/{type}", (string type, HttpContext http, FederatedSearch federation, SearchContext context, FhirAddress address) => AnswerAsync(type, http, federation, context, address));
        app.MapGet("/live", Live);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    private static async Task AnswerAsync(string type, HttpContext http, FederatedSearch federation, SearchContext context, FhirAddress address)
    {
        var parse = SearchQueryParser.Parse(type, http.Request.QueryString.Value ?? "", context);
        var found = await federation.SearchAsync(new SearchRequest(parse.Query!, parse.Self, new Everything()), http.RequestAborted);
        var root = address.Of(http.Request);
        var bundle = SearchsetBundle.Of(parse.Query!, found.Result, new SearchsetFrame($"{root}/{type}?{parse.Self}") { BaseUrl = root, Total = found.Result.Total, Outcome = CompletenessOutcome.Of(found, parse.Faults) });
        var body = new ArrayBufferWriter<byte>(8 * 1024);
        FhirJson.Write(bundle, body);
        http.Response.ContentType = "application/fhir+json";
        http.Response.ContentLength = body.WrittenCount;
        await http.Response.Body.WriteAsync(body.WrittenMemory);
    }

    // Twice, as what a finalizer held on to goes with the second.
    private static string Live()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Everything : IView
    {
        public Task KnowAsync(Gathering gathering, CancellationToken cancellation) => Task.CompletedTask;

        public Element? See(RecordResource resource) => resource.Resource;
    }
}
