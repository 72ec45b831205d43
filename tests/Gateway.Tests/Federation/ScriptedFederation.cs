using Gateway.Areas;
using Gateway.Federation;
using Gateway.Federation.Asking;
using Gateway.Federation.Ids;
using Gateway.Federation.Own;
using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;
using Gateway.Sources;
using Gateway.Storage;
using Gateway.Storage.Links;
using Gateway.Storage.Search;
using Gateway.Tests.Security;

namespace Gateway.Tests.Federation;

/// <summary>Federated searches over scripted sources, with a link index of its own.</summary>
internal sealed class ScriptedFederation : IAsyncDisposable
{
    public const string Nhs = "https://fhir.nhs.uk/Id/nhs-number";
    public const string Pnc = "https://health-justice.example/id/pnc";
    public const string CustodyNumber = "https://health-justice.example/id/custody-number";
    private readonly TemporaryFolder _folder;
    private readonly GatewayLedger _ledger;
    private readonly FederatedSearch _search;
    private readonly GatewayIds _ids = new(new byte[32]);

    private ScriptedFederation(TemporaryFolder folder, GatewayLedger ledger, ScriptedSource[] sources)
    {
        (_folder, _ledger, Links) = (folder, ledger, new LinkIndex(ledger));
        var (context, options) = (SearchContext.R4, new FederationOptions());
        var extractor = new IndexExtractor(context);
        var asker = new SourceAsker(new RecordResources(_ids, []), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<SourceAsker>.Instance);
        var pages = new LedgerPages(new LedgerSource(ledger, context, _ids, LedgerTypes.Of(new AreaLedger()), TimeProvider.System), new LedgerSearch(ledger), extractor, options, TimeProvider.System);
        _search = new FederatedSearch(new SourceRounds(sources, asker, _ids, Links, options), pages, _ids, extractor, options, TimeProvider.System);
    }

    public LinkIndex Links { get; }

    public static async Task<ScriptedFederation> StartAsync(params ScriptedSource[] sources)
    {
        var folder = new TemporaryFolder();
        return new ScriptedFederation(folder, await GatewayLedger.OpenAsync(new LedgerOptions { File = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System), sources);
    }

    /// <summary>A record of resources in JSON.</summary>
    public static Element Record(params string[] resources) => RecordBundle.Of(resources.Select(r => FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(r)).Root));

    /// <summary>Runs a search whose caller sees everything.</summary>
    public Task<SearchOutcome> SearchAsync(string type, string query)
    {
        var parse = SearchQueryParser.Parse(type, query, SearchContext.R4);
        return _search.SearchAsync(new SearchRequest(parse.Query!, parse.Self, new EverythingSeen()), CancellationToken.None);
    }

    /// <summary>The gateway id of the Patient in a record of a source.</summary>
    public string PatientOf(ScriptedSource source, SourceRecord record) => new RecordResources(_ids, []).Of(source.Profile, record).First(r => r.Type == "Patient").Id;

    public static SourceState StateOf(SearchOutcome found, string source) => found.Reports.First(r => r.Source.Name == source).State;

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }
}
