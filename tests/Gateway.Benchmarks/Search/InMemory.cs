using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Benchmarks.Search;

/// <summary>One token and one date over 100 000 indexed Observations, against walking the same rows without asking anything. The times are those of the whole search.</summary>
[MemoryDiagnoser]
public class InMemory
{
    private const int Resources = 100_000;
    private readonly SearchIndex _index = new();
    private readonly IndexExtractor _extractor = new();
    private InMemorySearch _search = null!;
    private SearchQuery _all = null!;
    private SearchQuery _few = null!;
    private SearchQuery _half = null!;
    private Element _observation;

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Resources; i++)
        {
            _observation = Samples.Read(Observation(i));
            _index.Add(_observation, _extractor.Extract(_observation));
        }

        _search = new InMemorySearch(_index);
        _all = Query("");
        _few = Query("code=http://loinc.org|29463-7&date=ge2019-11-01");
        _half = Query("code=http://loinc.org|85354-9,29463-7&date=ge2010&_sort=-date&_count=20");
        if (_search.Count(_all) != Resources || _search.Count(_few) is 0 or > Resources / 100)
            throw new InvalidOperationException("The searches do not find what they are to find.");
    }

    [Benchmark(Baseline = true)]
    public int NothingAsked() => _search.Count(_all);

    [Benchmark]
    public int TokenAndDate() => _search.Count(_few);

    [Benchmark]
    public int TokenAndDateFirstPage() => _search.Run(_few).Matches.Count;

    [Benchmark]
    public int HalfOfThemSorted() => _search.Run(_half).Matches.Count;

    [Benchmark]
    public int ExtractOne() => _extractor.Extract(_observation).Values.Count;

    [Benchmark]
    public int ReadTheQuery() => Query("code=http://loinc.org|29463-7&date=ge2019-11-01").Criteria.Count;

    private static SearchQuery Query(string query) => SearchQueryParser.Parse("Observation", query).Query!;

    private static byte[] Observation(int i)
    {
        var code = (i % 4) switch { 0 => "29463-7", 1 => "85354-9", 2 => "8867-4", _ => "9279-1" };
        var date = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i * 105L).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($$"""{"resourceType":"Observation","id":"o{{i}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"{{code}}","display":"Measured"}]},"subject":{"reference":"Patient/p{{i % 1000}}"},"effectiveDateTime":"{{date}}","valueQuantity":{"value":{{i % 200}},"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"} }""");
    }
}
