using Microsoft.AspNetCore.Builder;

namespace Gateway.Security;

/// <summary>Says of routes who may call them.</summary>
internal static class ScopeConventions
{
    /// <summary>Lets in only callers whose token holds that scope. Routes of native interfaces must say one.</summary>
    public static T RequireScope<T>(this T routes, string scope)
        where T : IEndpointConventionBuilder => routes.WithMetadata(new RequiredScope(scope));
}
