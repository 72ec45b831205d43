using System.Globalization;
using Gateway.Fhir;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Matching;
using Gateway.Fhir.Search.Parameters;
using Gateway.Fhir.Search.Values;

namespace Gateway.Commands.Search;

/// <summary>
/// The resources of files, ready to be searched. Bundles that carry resources are taken apart: the entries of a searchset or collection are taken, those of a
/// transaction or batch done as their request says (POST, PUT); Bundles that are resources of their own (document, message, history) stay whole, and so do
/// transactions whose entries have no request. Of two resources with one type and id the later counts. SearchParameters are applied.
/// </summary>
internal sealed class SearchFiles
{
    private static readonly string[] s_extensions = [".json", ".xml"];
    private readonly List<Element> _resources = [];
    private readonly Dictionary<string, (string Type, string Id)> _urls = new(StringComparer.Ordinal);
    private int _unnamed;

    public SearchIndex Index { get; } = new();

    /// <summary>All resources; of two with one type and id the later counts.</summary>
    public IReadOnlyList<Element> Resources => _resources;

    public SearchContext Context { get; private set; } = SearchContext.R4;

    /// <summary>True when a file could not be read.</summary>
    public bool HasFaults { get; private set; }

    public static SearchFiles Read(IEnumerable<FileSystemInfo> sources, Terminal terminal)
    {
        var files = new SearchFiles();
        foreach (var file in sources.SelectMany(Files))
            files.Read(file, terminal);
        files.Build(terminal);
        return files;
    }

    private static IEnumerable<FileInfo> Files(FileSystemInfo source) => source is DirectoryInfo folder
        ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => s_extensions.Contains(f.Extension.ToLowerInvariant())).OrderBy(f => f.FullName, StringComparer.Ordinal)
        : [(FileInfo)source];

    private void Read(FileInfo file, Terminal terminal)
    {
        var read = ContentFile.Read(file, ReadOptions.Tolerant);
        terminal.Report(file.Name, read.Faults);
        HasFaults |= !read.IsRead;
        if (read.IsRead)
            Take(read.Root, null);
    }

    private void Take(Element resource, string? fullUrl)
    {
        if (resource.Type.Name == "Bundle" && Entries(resource) is { } entries)
        {
            foreach (var entry in entries)
                foreach (var inner in entry["resource"])
                    Take(inner, entry.ChildText("fullUrl"));
            return;
        }

        if (resource.ChildText("id") is null)
            resource = Named(resource, fullUrl);
        _resources.Add(resource);
        if (fullUrl is not null)
            _urls[fullUrl] = (resource.Type.Name, resource.ChildText("id")!);
    }

    private static IEnumerable<Element>? Entries(Element bundle) => bundle.ChildText("type") switch
    {
        "searchset" or "collection" => bundle["entry"],
        "transaction" or "batch" when bundle["entry"].Any(e => e["request"].Any()) => bundle["entry"].Where(e => e["request"].Any(r => r.ChildText("method") is "POST" or "PUT")),
        _ => null,
    };

    // A server would give it an id: that of its urn:uuid, or a number.
    private Element Named(Element resource, string? fullUrl)
    {
        const string uuid = "urn:uuid:";
        var id = fullUrl is not null && fullUrl.StartsWith(uuid, StringComparison.Ordinal) ? fullUrl[uuid.Length..] : $"new-{(++_unnamed).ToString(CultureInfo.InvariantCulture)}";
        return resource.Edit().AddText("id", id).Build();
    }

    private void Build(Terminal terminal)
    {
        SearchParameterFacts[] given = [.. _resources.Where(r => r.Type.Name == "SearchParameter").Select(SearchParameterReader.Read).OfType<SearchParameterFacts>()];
        Context = new SearchContext
        {
            Parameters = given.Length == 0 ? SearchParameters.R4 : SearchParameters.R4.With(given),
            Locate = url => _urls.TryGetValue(url, out var found) ? found : null,
        };
        var extractor = new IndexExtractor(Context);
        var failed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in _resources)
        {
            var index = extractor.Extract(resource);
            failed.UnionWith(index.Failed.Select(f => $"{index.Type}.{f}"));
            Index.Add(resource, index);
        }

        foreach (var parameter in failed)
            terminal.Report("parameters", [new Fault(FaultKind.Value, "The parameter's expression fails on some resources, which it does not find.", parameter, 0, 0, true)]);
    }
}
