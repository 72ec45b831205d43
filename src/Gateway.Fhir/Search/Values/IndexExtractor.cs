using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Search.Parameters;

namespace Gateway.Fhir.Search.Values;

/// <summary>
/// Finds all that a resource is searched by: the expression of each of its type's parameters, and the values that the datatypes it gives stand for. Usable by
/// many threads at once.
/// </summary>
public sealed class IndexExtractor
{
    private readonly SearchContext _context;
    private readonly PathEnvironment _environment;
    private readonly ConcurrentDictionary<string, string> _systems = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Element> _stubs = new(StringComparer.Ordinal);

    public IndexExtractor(SearchContext? context = null)
    {
        _context = context ?? SearchContext.R4;
        _environment = new PathEnvironment { Resolve = Stub };
    }

    /// <summary>The index of a resource and of those that it contains.</summary>
    /// <exception cref="ArgumentException">The element is no resource, or has no id.</exception>
    public ResourceIndex Extract(Element resource) => ExtractOnly(resource, null);

    /// <summary>The index of a resource and of those that it contains, for those parameters alone that will be asked for; for all when none are named.</summary>
    /// <exception cref="ArgumentException">The element is no resource, or has no id.</exception>
    public ResourceIndex ExtractOnly(Element resource, IReadOnlySet<string>? codes)
    {
        if (!resource.Type.IsResource || resource.ChildText("id") is not { } id)
            throw new ArgumentException("Only a resource with an id has an index.", nameof(resource));
        var owner = $"{resource.Type.Name}/{id}";
        var scope = new ExtractionScope(_context, resource, resource, owner, _environment, _systems);
        ResourceIndex[] contained = [.. resource["contained"].Where(c => c.ChildText("id") is not null).Select(c => Contained(c, scope, codes))];
        return Extract(scope, id, contained, codes);
    }

    private ResourceIndex Contained(Element resource, ExtractionScope outer, IReadOnlySet<string>? codes) =>
        Extract(outer with { Resource = resource, Environment = _environment with { RootResource = outer.Container } }, $"{outer.Owner}#{resource.ChildText("id")}", null, codes);

    private ResourceIndex Extract(ExtractionScope scope, string id, IReadOnlyList<ResourceIndex>? contained, IReadOnlySet<string>? codes)
    {
        var all = new Dictionary<string, IReadOnlyList<IndexValue>>(StringComparer.Ordinal);
        List<string>? failed = null;
        var values = new List<IndexValue>();
        foreach (var parameter in _context.Parameters.Of(scope.Resource.Type.Name))
        {
            if (codes is not null && !codes.Contains(parameter.Code))
                continue;
            values.Clear();
            if (!scope.Read(parameter, parameter.Paths(scope.Resource.Type), scope.Resource, scope.Environment, values))
                (failed ??= []).Add(parameter.Code);
            else if (values.Count > 0)
                all[parameter.Code] = values.Count == 1 ? values.ToArray() : values.Distinct().ToArray();
        }

        return new ResourceIndex
        {
            Type = scope.Resource.Type.Name,
            Id = id,
            Values = all,
            IsContained = contained is null,
            Contained = contained ?? [],
            Failed = failed ?? [],
        };
    }

    // resolve() is X asks for the type alone, and the reference tells it.
    private Element Stub(string reference) => ReferenceText.Read(reference, _context).Type is { } type
        ? _stubs.GetOrAdd(type, static (name, self) => ElementDraft.New(self._context.Parameters.Definitions.FindType(name)!).Build(), this)
        : default;
}
