using Gateway.Endpoints.Fhir.Routing;
using Gateway.Fhir.Search;

namespace Gateway.Endpoints.Fhir;

/// <summary>Addresses under the base by which an interface was addressed: in a search they are the same as those without it (http://hl7.org/fhir/R4/search.html#reference).</summary>
internal static class OwnAddresses
{
    /// <summary>What searches know at that base.</summary>
    public static SearchContext At(this SearchContext context, string root)
    {
        var prefix = $"{root}/";
        return context with
        {
            Locate = url => url.StartsWith(prefix, StringComparison.Ordinal) && url[prefix.Length..].Split('/') is [var type, var id] && context.Parameters.HasType(type) && ResourceIdConstraint.IsMet(id) ? (type, id) : null,
        };
    }
}
