using Gateway.Access.Policies;
using Gateway.Areas;
using Gateway.Commands.Mapping;
using Gateway.Conformance;
using Gateway.Federation.Own;
using Gateway.Fhir;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Parameters;
using Gateway.Mapping.Catalog;
using Gateway.Requests.Deliveries;
using Gateway.Security;
using Gateway.Sources;

namespace Gateway.Hosting;

/// <summary>Everything that is data: the area, the maps, the profiles with their codes, the search parameters, the projections, the sources. It is loaded and checked as a whole before the host starts.</summary>
internal sealed class LoadedArea : IDisposable
{
    private LoadedArea(Area area, MapCatalog maps, ConformanceContent conformance, SourceSet sources, SearchContext context, AccessPolicies access, TimeProvider time)
    {
        (Area, Maps, Conformance, Sources, Context, Access) = (area, maps, conformance, sources, context, access);
        Directory = new AreaSource(area, time);
    }

    public Area Area { get; }

    public MapCatalog Maps { get; }

    /// <summary>The profiles, codes and questionnaires that the gateway carries.</summary>
    public ConformanceContent Conformance { get; }

    public SourceSet Sources { get; }

    public SearchContext Context { get; }

    /// <summary>Who may see what.</summary>
    public AccessPolicies Access { get; }

    /// <summary>The area's own organisations and places.</summary>
    public AreaSource Directory { get; }

    /// <summary>Loads all of it.</summary>
    /// <param name="options">Which area.</param>
    /// <param name="configuration">Section <c>Sources</c> changes what the area's file says of a source, by its name.</param>
    /// <param name="adjust">Changes the options of a source once more; for the demo, whose systems are where they happen to be.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StartException">Something is wrong; all of it is told.</exception>
    public static LoadedArea Load(GatewayOptions options, IConfiguration configuration, Action<SourceOptions>? adjust, TimeProvider time)
    {
        var area = Area.Load(options.Area);
        var (catalog, conformance, access, profileFaults) = Carried(area);
        var faults = catalog.Faults.Select(f => $"{Path.GetFileName(f.File)}:{f.Fault}").Concat(profileFaults).ToList();
        foreach (var source in area.Sources)
        {
            configuration.GetSection($"Sources:{source.Name}").Bind(source);
            adjust?.Invoke(source);
            if (source.Credentials.SecretFile is { } file)
                source.Credentials.SecretFile = Path.Combine(options.Data, file);
        }

        var sources = SourceSet.Of(area.Sources, catalog, time);
        faults.AddRange(sources.Faults);
        var context = new SearchContext { Parameters = SearchParameters.R4.With([.. Parameters(options, faults)]), Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London") };
        if (faults.Count == 0)
            return new LoadedArea(area, catalog, conformance, sources, context, access!, time);
        sources.Dispose();
        throw new StartException($"The gateway does not start with faults:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(f => $"  {f}"))}");
    }

    public void Dispose() => Sources.Dispose();

    // Side by side, as either takes a good part of the start.
    private static (MapCatalog Maps, ConformanceContent Conformance, AccessPolicies? Access, IReadOnlyList<string> Faults) Carried(Area area)
    {
        (MapCatalog? maps, ConformanceContent? conformance, AccessPolicies? access, List<string> faults) = (null, null, null, []);
        Parallel.Invoke(() => maps = MapCatalog.Of(CatalogOptions.Carried(), ProfileDemand.Declared), () =>
        {
            conformance = ConformanceContent.Carried();
            faults.AddRange(conformance.Check());
            try
            {
                access = AccessPolicies.Load(Path.Combine(AppContext.BaseDirectory, "profiles"), area.Access, conformance.Terminology());
                faults.AddRange(Recipients.Faults(area, access));
            }
            catch (PolicyFaultsException e)
            {
                faults.AddRange(e.Faults);
            }
        });
        return (maps!, conformance!, access, faults);
    }

    private static IEnumerable<SearchParameterFacts> Parameters(GatewayOptions options, List<string> faults)
    {
        string?[] folders = [Path.Combine(AppContext.BaseDirectory, "profiles", "searchparameters"), options.SearchParameters];
        foreach (var file in folders.OfType<string>().SelectMany(f => System.IO.Directory.EnumerateFiles(f, "*.json").Order(StringComparer.Ordinal)))
        {
            var read = FhirContent.Read(File.ReadAllBytes(file));
            if (read.IsRead && SearchParameterReader.Read(read.Root) is { } facts)
                yield return facts;
            else
                faults.Add($"{Path.GetFileName(file)}: this is no search parameter.");
        }
    }
}
