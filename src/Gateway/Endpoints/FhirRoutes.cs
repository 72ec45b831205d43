using Gateway.Endpoints.Fhir;
using Gateway.Requests.Referrals;

namespace Gateway.Endpoints;

/// <summary>The route table of the FHIR interface.</summary>
internal static class FhirRoutes
{
    public static void MapFhir(this IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup(FhirAddress.Path);
        fhir.MapGet("/metadata", (HttpContext http, CapabilityEndpoint capability) => capability.Get(http));
        fhir.MapGet("/{type}", (string type, HttpContext http, SearchEndpoint search) => search.GetAsync(type, http));
        fhir.MapPost("/{type}/_search", (string type, HttpContext http, SearchEndpoint search) => search.PostAsync(type, http));
        fhir.MapGet("/Patient/$medication-history", (HttpContext http, MedicationHistoryEndpoint history) => history.OfNumberAsync(http));
        fhir.MapGet("/Patient/{id}/$medication-history", (string id, HttpContext http, MedicationHistoryEndpoint history) => history.OfIdAsync(id, http));
        fhir.MapGet("/{type}/{id}", (string type, string id, HttpContext http, ReadEndpoint read) => read.GetAsync(type, id, http));
        fhir.MapPut("/Task/{id}", (string id, HttpContext http, TaskUpdateEndpoint update) => update.PutAsync(id, http));
        fhir.MapFallback("{**path}", () => FhirAnswer.Of(new FhirProblem(404, "not-supported", "This interface has no such address.")));
    }
}
