using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Validation.Base;

/// <summary>The resource that an element is in, and what is around that.</summary>
internal sealed class Surroundings(Element resource, Surroundings? outer, BaseWalk walk)
{
    /// <summary>The innermost resource around the element.</summary>
    public Element Resource { get; } = resource;

    /// <summary>What is around that resource; null at the top.</summary>
    public Surroundings? Outer { get; } = outer;

    /// <summary>The resource that it is contained in; itself where it is not contained.</summary>
    public Element Container { get; } = outer is not null && resource.Name == "contained" ? outer.Container : resource;

    /// <summary>The ids of elements that were met in that resource.</summary>
    public HashSet<string>? ElementIds { get; set; }

    /// <summary>What expressions see of it; made when the first is evaluated.</summary>
    public PathEnvironment Environment => field ??= walk.EnvironmentOf(this);
}
