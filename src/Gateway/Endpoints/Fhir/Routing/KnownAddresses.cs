using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Gateway.Endpoints.Fhir.Routing;

/// <summary>The addresses of the FHIR interface with their methods, as the route table has them: for what is told of an address, and of the whole in the CapabilityStatement.</summary>
internal sealed class KnownAddresses(EndpointDataSource routes)
{
    private readonly Lazy<IReadOnlyList<(RoutePattern Pattern, TemplateMatcher Matcher, IReadOnlyList<string> Methods)>> _known = new(() => [.. routes.Endpoints.OfType<RouteEndpoint>()
        .Select(e => (Pattern: e.RoutePattern, Methods: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods)).Where(e => e.Methods is not null)
        .Select(e => (e.Pattern, new TemplateMatcher(new RouteTemplate(e.Pattern), []), e.Methods!))]);

    /// <summary>The methods that an address knows; none where there is no such address.</summary>
    /// <param name="path">The path from the root of the host: <c>/fhir/Patient/1</c>.</param>
    public IReadOnlyList<string> MethodsOf(PathString path) =>
        [.. _known.Value.Where(k => IsMet(k.Pattern, k.Matcher, path)).SelectMany(k => k.Methods).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The answer where no route takes a request: 405 where another method would do, else 404; also for an entry of a Bundle that asks for what only a request of its own can have.</summary>
    public IResult Answer(HttpContext http) => FhirAnswer.Of(MethodsOf(http.Request.Path) is { Count: > 0 } methods && !methods.Contains(http.Request.Method)
        ? new FhirProblem(405, "not-supported", "This address does not know the method.") { Allow = methods }
        : IsMisnamed(http.Request) ? FhirProblem.InvalidId : new FhirProblem(404, "not-supported", "This interface has no such address."));

    // An update names the resource that it is to make, and that is no name of one.
    private static bool IsMisnamed(HttpRequest request) => HttpMethods.IsPut(request.Method)
        && request.Path.Value?.Split('/') is ["", "fhir", var type, [not '$' and not '_', ..] id] && ResourceTypeConstraint.IsMet(type) && !ResourceIdConstraint.IsMet(id);

    private static bool IsMet(RoutePattern pattern, TemplateMatcher matcher, PathString path)
    {
        var values = new RouteValueDictionary();
        return matcher.TryMatch(path, values) && pattern.ParameterPolicies.All(p => p.Value.All(c => IsMet(c.Content, values[p.Key] as string ?? "")));
    }

    private static bool IsMet(string? constraint, string value) => constraint switch
    {
        ResourceTypeConstraint.Name => ResourceTypeConstraint.IsMet(value),
        ResourceIdConstraint.Name => ResourceIdConstraint.IsMet(value),
        _ => true,
    };
}
