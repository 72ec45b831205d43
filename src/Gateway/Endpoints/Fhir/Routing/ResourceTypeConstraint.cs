using System.Collections.Frozen;
using Gateway.Fhir.Definitions;

namespace Gateway.Endpoints.Fhir.Routing;

/// <summary>A part of an address that is the type of resources: <c>{type:resource}</c>.</summary>
internal sealed class ResourceTypeConstraint : IRouteConstraint
{
    public const string Name = "resource";
    private static readonly FrozenSet<string> s_types = DefinitionSet.R4.Names.Where(n => DefinitionSet.R4.FindType(n) is { IsResource: true, IsAbstract: false }).ToFrozenSet(StringComparer.Ordinal);

    public static bool IsMet(string text) => s_types.Contains(text);

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) => values[routeKey] is string text && IsMet(text);
}
