using Gateway.Disclosures;
using Gateway.Fhir.Search;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir;

/// <summary>How a read of a resource, or of a version of it, begins: is there such a type, may the caller read it, what part of it is wanted, and what does the caller see.</summary>
internal sealed class ReadOpening(Viewings viewings, SearchContext context)
{
    /// <summary>The read, or why there is none.</summary>
    /// <param name="http">The request.</param>
    /// <param name="interaction">What is done, in the words of FHIR's interactions.</param>
    /// <param name="type">The type that is read.</param>
    /// <param name="address">What is read: <c>Type/id</c>, with its version where one is asked for.</param>
    public async Task<(OpenedRead? Read, FhirAnswer Refusal)> OpenAsync(HttpContext http, string interaction, string type, string address)
    {
        if (!context.Parameters.HasType(type))
            return (null, FhirAnswer.Of(FhirProblem.NotFound));
        if (!http.Caller().Grant(Interaction.Read, type).IsAllowed)
            return (null, FhirAnswer.Of(FhirProblem.Forbidden));
        var (part, fault) = PartAsked.Of(type, http.Request.QueryString.Value ?? "", context);
        if (part is null)
            return (null, FhirAnswer.Of(fault!));
        var (viewing, problem) = await viewings.OpenAsync(http, interaction, address, asked: (Interaction.Read, type));
        return viewing is null ? (null, FhirAnswer.Of(problem!)) : (new OpenedRead(viewing, part), null!);
    }
}
