using System.Text;
using Gateway.Fhir.Json;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Queries;
using Gateway.Fhir.Search.Values;

namespace Gateway.Fhir.Tests.Search;

/// <summary>A few resources in an index, to be searched as behind a server's base.</summary>
internal sealed class Searched
{
    private readonly SearchIndex _index;

    private Searched(SearchContext context, SearchIndex index) => (Context, _index) = (context, index);

    public SearchContext Context { get; }

    public SearchOptions Options { get; init; } = new() { Time = new FixedTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) };

    /// <summary>The same resources, searched with other options.</summary>
    public Searched With(SearchOptions options) => new(Context, _index) { Options = options };

    public static Searched Of(params string[] resources) => Of(SearchContext.R4, resources);

    public static Searched Of(SearchContext context, params string[] resources)
    {
        var searched = new Searched(context, new SearchIndex());
        var extractor = new IndexExtractor(context);
        foreach (var json in resources)
        {
            var read = FhirJson.Read(Encoding.UTF8.GetBytes(json));
            read.Faults.Should().BeEmpty();
            var index = extractor.Extract(read.Root);
            index.Failed.Should().BeEmpty();
            searched._index.Add(read.Root, index);
        }

        return searched;
    }

    /// <summary>The ids of the matches, in order and joined by spaces; the query must be faultless.</summary>
    public string Ids(string url) => string.Join(' ', Run(url).Matches.Select(m => m.Id));

    /// <summary>The ids of what is included.</summary>
    public string Included(string url) => string.Join(' ', Run(url).Included.Select(m => m.Id));

    public SearchResult Run(string url, SearchPosition? after = null)
    {
        var parse = Parse(url);
        parse.Faults.Should().BeEmpty();
        return new InMemorySearch(_index).Run(parse.Query!, after);
    }

    public SearchParse Parse(string url)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        return SearchQueryParser.Parse(mark == 0 ? null : url[..mark], url[(mark + 1)..], Context, Options);
    }

    public InMemorySearch Search(SearchLimits? limits = null) => new(_index, limits);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
