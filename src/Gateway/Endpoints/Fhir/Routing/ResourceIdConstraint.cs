namespace Gateway.Endpoints.Fhir.Routing;

/// <summary>A part of an address that is an id or a version (http://hl7.org/fhir/R4/datatypes.html#id): <c>{id:id}</c>.</summary>
internal sealed class ResourceIdConstraint : IRouteConstraint
{
    public const string Name = "id";

    public static bool IsMet(string text) => text.Length is > 0 and <= 64 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) => values[routeKey] is string text && IsMet(text);
}
