using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Mapping.Compilation;

/// <summary>What the expressions of a map may use.</summary>
internal static class MapEnvironment
{
    public static PathEnvironment Of(Element source, MapOptions options)
    {
        var environment = new PathEnvironment
        {
            Time = options.Time,
            Resource = source,
            RootResource = source,
            Resolve = options.Resolve,
            ConformsTo = static (element, profile) => element.Type.Url == profile || element.Type.Is(profile) ? true : null,
        };
        if (source.Type.Name == "Bundle")
            environment = environment with { ResolveInBundle = new BundleIndex(source).Find };
        return options.Recorder is { } recorder ? environment with { Reached = element => recorder.Reached(element, element.Type.IsPrimitive) } : environment;
    }
}
