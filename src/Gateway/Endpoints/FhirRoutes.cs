using Gateway.Disclosures.Emergency;
using Gateway.Disclosures.Explain;
using Gateway.Disclosures.Reports;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.Conformance;
using Gateway.Endpoints.Fhir.Terminology;
using Gateway.Requests.Messages;

namespace Gateway.Endpoints;

/// <summary>The route table of the FHIR interface.</summary>
internal static class FhirRoutes
{
    // Whatever can be got, its head can be got too (http://hl7.org/fhir/R4/http.html#head).
    private static readonly string[] s_read = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] s_asked = [.. s_read, HttpMethods.Post];

    public static void MapFhir(this IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup(FhirAddress.Path);
        fhir.MapMethods("/metadata", s_read, (HttpContext http, CapabilityEndpoint capability) => capability.Get(http));
        fhir.MapMethods("/{type}", s_read, (string type, HttpContext http, SearchEndpoint search) => search.GetAsync(type, http));
        fhir.MapPost("/{type}/_search", (string type, HttpContext http, SearchEndpoint search) => search.PostAsync(type, http));
        fhir.MapMethods("/Patient/$medication-history", s_read, (HttpContext http, MedicationHistoryEndpoint history) => history.OfNumberAsync(http));
        fhir.MapMethods("/Patient/{id}/$medication-history", s_read, (string id, HttpContext http, MedicationHistoryEndpoint history) => history.OfIdAsync(id, http));
        fhir.MapMethods("/{type}/{id}", s_read, (string type, string id, HttpContext http, ReadEndpoint read) => read.GetAsync(type, id, http));
        fhir.MapMethods("/Patient/{id}/$access-report", s_read, (string id, HttpContext http, AccessReportEndpoint report) => report.GetAsync(id, http));
        fhir.MapMethods("/$explain-access", s_read, (HttpContext http, ExplainEndpoint explain) => explain.GetAsync(http));
        fhir.MapPost("/{type}", (string type, HttpContext http, ChangeEndpoint change) => change.PostAsync(type, http));
        fhir.MapPut("/{type}", (string type, HttpContext http, ChangeEndpoint change) => change.PutWhereAsync(type, http));
        fhir.MapPut("/{type}/{id}", (string type, string id, HttpContext http, ChangeEndpoint change) => change.PutAsync(type, id, http));
        fhir.MapDelete("/{type}", (string type, HttpContext http, ChangeEndpoint change) => change.DeleteWhereAsync(type, http));
        fhir.MapDelete("/{type}/{id}", (string type, string id, HttpContext http, ChangeEndpoint change) => change.DeleteAsync(type, id, http));
        fhir.MapPost("/$emergency-access", (HttpContext http, EmergencyEndpoint emergency) => emergency.PostAsync(http));
        fhir.MapPost("/$process-message", (HttpContext http, MessageEndpoint messages) => messages.PostAsync(http));

        // On definitions.
        fhir.MapMethods("/ConceptMap/$translate", s_asked, (HttpContext http, TranslateEndpoint translate) => translate.AnswerAsync(null, http));
        fhir.MapMethods("/ConceptMap/{id}/$translate", s_asked, (string id, HttpContext http, TranslateEndpoint translate) => translate.AnswerAsync(id, http));
        fhir.MapMethods("/ValueSet/$expand", s_asked, (HttpContext http, ExpandEndpoint expand) => expand.AnswerAsync(null, http));
        fhir.MapMethods("/ValueSet/{id}/$expand", s_asked, (string id, HttpContext http, ExpandEndpoint expand) => expand.AnswerAsync(id, http));
        fhir.MapMethods("/ValueSet/$validate-code", s_asked, (HttpContext http, ValidateCodeEndpoint validate) => validate.OfSetAsync(null, http));
        fhir.MapMethods("/ValueSet/{id}/$validate-code", s_asked, (string id, HttpContext http, ValidateCodeEndpoint validate) => validate.OfSetAsync(id, http));
        fhir.MapMethods("/CodeSystem/$validate-code", s_asked, (HttpContext http, ValidateCodeEndpoint validate) => validate.OfSystemAsync(null, http));
        fhir.MapMethods("/CodeSystem/{id}/$validate-code", s_asked, (string id, HttpContext http, ValidateCodeEndpoint validate) => validate.OfSystemAsync(id, http));
        fhir.MapMethods("/CodeSystem/$lookup", s_asked, (HttpContext http, LookupEndpoint lookup) => lookup.AnswerAsync(http));
        fhir.MapMethods("/CodeSystem/$subsumes", s_asked, (HttpContext http, SubsumesEndpoint subsumes) => subsumes.AnswerAsync(null, http));
        fhir.MapMethods("/CodeSystem/{id}/$subsumes", s_asked, (string id, HttpContext http, SubsumesEndpoint subsumes) => subsumes.AnswerAsync(id, http));
        fhir.MapPost("/StructureMap/$transform", (HttpContext http, TransformEndpoint transform) => transform.AnswerAsync(null, http));
        fhir.MapPost("/StructureMap/{id}/$transform", (string id, HttpContext http, TransformEndpoint transform) => transform.AnswerAsync(id, http));
        fhir.MapPost("/{type}/$validate", (string type, HttpContext http, ValidateEndpoint validate) => validate.AnswerAsync(type, null, http));
        fhir.MapMethods("/{type}/{id}/$validate", s_asked, (string type, string id, HttpContext http, ValidateEndpoint validate) => validate.AnswerAsync(type, id, http));
        fhir.MapFallback("{**path}", () => FhirAnswer.Of(new FhirProblem(404, "not-supported", "This interface has no such address.")));
    }
}
