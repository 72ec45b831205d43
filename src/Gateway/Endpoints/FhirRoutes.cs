using Gateway.Disclosures.Emergency;
using Gateway.Disclosures.Explain;
using Gateway.Disclosures.Reports;
using Gateway.Endpoints.Fhir;
using Gateway.Endpoints.Fhir.Binaries;
using Gateway.Endpoints.Fhir.Bundles;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.Conformance;
using Gateway.Endpoints.Fhir.History;
using Gateway.Endpoints.Fhir.Patches;
using Gateway.Endpoints.Fhir.Records;
using Gateway.Endpoints.Fhir.Routing;
using Gateway.Endpoints.Fhir.Terminology;
using Gateway.Requests.Messages;

namespace Gateway.Endpoints;

/// <summary>The route table of the FHIR interface.</summary>
internal static class FhirRoutes
{
    // Whatever can be got, its head can be got too (http://hl7.org/fhir/R4/http.html#head).
    private static readonly IReadOnlyList<string> s_read = ReadMethods.All;
    private static readonly string[] s_operation = [.. s_read, HttpMethods.Post];

    public static void MapFhir(this IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup(FhirAddress.Path);
        fhir.MapEntries();
        fhir.MapPost("/", (HttpContext http, BundleEndpoint bundles) => bundles.PostAsync(http));
    }

    /// <summary>What an entry of a batch may ask too: all but batches and transactions.</summary>
    public static void MapEntries(this IEndpointRouteBuilder fhir)
    {
        fhir.MapMethods("/metadata", s_read, (HttpContext http, CapabilityEndpoint capability) => capability.Get(http));
        fhir.MapMethods("/{type:resource}", s_read, (string type, HttpContext http, SearchEndpoint search) => search.GetAsync(type, http));
        fhir.MapPost("/{type:resource}/_search", (string type, HttpContext http, SearchEndpoint search) => search.PostAsync(type, http));
        fhir.MapMethods("/", s_read, (HttpContext http, SearchEndpoint search) => search.GetAsync(new SearchTarget(null), http));
        fhir.MapPost("/_search", (HttpContext http, SearchEndpoint search) => search.PostAsync(new SearchTarget(null), http));
        fhir.MapMethods("/{owner:resource}/{id:id}/{type}", s_read, (string owner, string id, string type, HttpContext http, SearchEndpoint search) => search.GetAsync(SearchTarget.In(owner, id, type), http));
        fhir.MapPost("/{owner:resource}/{id:id}/{type}/_search", (string owner, string id, string type, HttpContext http, SearchEndpoint search) => search.PostAsync(SearchTarget.In(owner, id, type), http));
        fhir.MapPerson("$medication-history", (HttpContext http, MedicationHistoryEndpoint history) => history.GetAsync(http.GetRouteValue("id") as string, http));
        fhir.MapPerson("$everything", (HttpContext http, EverythingEndpoint everything) => everything.GetAsync(http.GetRouteValue("id") as string, http));
        fhir.MapPerson("$summary", (HttpContext http, SummaryEndpoint summary) => summary.GetAsync(http.GetRouteValue("id") as string, http));
        fhir.MapPost("/Patient/$match", (HttpContext http, MatchEndpoint match) => match.PostAsync(http));
        fhir.MapMethods("/{type:resource}/{id:id}", s_read, (string type, string id, HttpContext http, ReadEndpoint read) => read.GetAsync(type, id, http));
        fhir.MapMethods("/{type:resource}/{id:id}/_history/{version:id}", s_read, (string type, string id, string version, HttpContext http, VersionEndpoint versions) => versions.GetAsync(type, id, version, http));
        fhir.MapMethods("/{type:resource}/{id:id}/_history", s_read, (string type, string id, HttpContext http, HistoryEndpoint history) => history.OfInstanceAsync(type, id, http));
        fhir.MapMethods("/{type:resource}/_history", s_read, (string type, HttpContext http, HistoryEndpoint history) => history.OfTypeAsync(type, http));
        fhir.MapMethods("/_history", s_read, (HttpContext http, HistoryEndpoint history) => history.OfAllAsync(http));
        fhir.MapMethods("/Patient/{id:id}/$access-report", s_read, (string id, HttpContext http, AccessReportEndpoint report) => report.GetAsync(id, http));
        fhir.MapMethods("/$explain-access", s_read, (HttpContext http, ExplainEndpoint explain) => explain.GetAsync(http));
        fhir.MapPost("/{type:resource}", (string type, HttpContext http, ChangeEndpoint change) => change.PostAsync(type, http));
        fhir.MapPut("/{type:resource}", (string type, HttpContext http, ChangeEndpoint change) => change.PutWhereAsync(type, http));
        fhir.MapPut("/{type:resource}/{id:id}", (string type, string id, HttpContext http, ChangeEndpoint change) => change.PutAsync(type, id, http));
        fhir.MapDelete("/{type:resource}", (string type, HttpContext http, ChangeEndpoint change) => change.DeleteWhereAsync(type, http));
        fhir.MapDelete("/{type:resource}/{id:id}", (string type, string id, HttpContext http, ChangeEndpoint change) => change.DeleteAsync(type, id, http));
        fhir.MapMethods("/Binary/{id:id}", s_read, (string id, HttpContext http, BinaryEndpoint binaries) => binaries.GetAsync(id, http));
        fhir.MapMethods("/Binary/{id:id}/_history/{version:id}", s_read, (string id, string version, HttpContext http, BinaryEndpoint binaries) => binaries.GetVersionAsync(id, version, http));
        fhir.MapPost("/Binary", (HttpContext http, BinaryEndpoint binaries) => binaries.PostAsync(http));
        fhir.MapPut("/Binary/{id:id}", (string id, HttpContext http, BinaryEndpoint binaries) => binaries.PutAsync(id, http));
        fhir.MapPatch("/{type:resource}", (string type, HttpContext http, PatchEndpoint patch) => patch.PatchWhereAsync(type, http));
        fhir.MapPatch("/{type:resource}/{id:id}", (string type, string id, HttpContext http, PatchEndpoint patch) => patch.PatchAsync(type, id, http));
        fhir.MapPost("/$emergency-access", (HttpContext http, EmergencyEndpoint emergency) => emergency.PostAsync(http));
        fhir.MapMethods("/$change-status", s_read, (HttpContext http, ChangeStatusEndpoint status) => status.GetAsync(http));
        fhir.MapPost("/$process-message", (HttpContext http, MessageEndpoint messages) => messages.PostAsync(http));

        // On definitions.
        fhir.MapMethods("/ConceptMap/$translate", s_operation, (HttpContext http, TranslateEndpoint translate) => translate.AnswerAsync(null, http));
        fhir.MapMethods("/ConceptMap/{id:id}/$translate", s_operation, (string id, HttpContext http, TranslateEndpoint translate) => translate.AnswerAsync(id, http));
        fhir.MapMethods("/ValueSet/$expand", s_operation, (HttpContext http, ExpandEndpoint expand) => expand.AnswerAsync(null, http));
        fhir.MapMethods("/ValueSet/{id:id}/$expand", s_operation, (string id, HttpContext http, ExpandEndpoint expand) => expand.AnswerAsync(id, http));
        fhir.MapMethods("/ValueSet/$validate-code", s_operation, (HttpContext http, ValidateCodeEndpoint validate) => validate.OfSetAsync(null, http));
        fhir.MapMethods("/ValueSet/{id:id}/$validate-code", s_operation, (string id, HttpContext http, ValidateCodeEndpoint validate) => validate.OfSetAsync(id, http));
        fhir.MapMethods("/CodeSystem/$validate-code", s_operation, (HttpContext http, ValidateCodeEndpoint validate) => validate.OfSystemAsync(null, http));
        fhir.MapMethods("/CodeSystem/{id:id}/$validate-code", s_operation, (string id, HttpContext http, ValidateCodeEndpoint validate) => validate.OfSystemAsync(id, http));
        fhir.MapMethods("/CodeSystem/$lookup", s_operation, (HttpContext http, LookupEndpoint lookup) => lookup.AnswerAsync(http));
        fhir.MapMethods("/CodeSystem/$subsumes", s_operation, (HttpContext http, SubsumesEndpoint subsumes) => subsumes.AnswerAsync(null, http));
        fhir.MapMethods("/CodeSystem/{id:id}/$subsumes", s_operation, (string id, HttpContext http, SubsumesEndpoint subsumes) => subsumes.AnswerAsync(id, http));
        fhir.MapPost("/StructureMap/$transform", (HttpContext http, TransformEndpoint transform) => transform.AnswerAsync(null, http));
        fhir.MapPost("/StructureMap/{id:id}/$transform", (string id, HttpContext http, TransformEndpoint transform) => transform.AnswerAsync(id, http));
        fhir.MapPost("/{type:resource}/$validate", (string type, HttpContext http, ValidateEndpoint validate) => validate.AnswerAsync(type, null, http));
        fhir.MapMethods("/{type:resource}/{id:id}/$validate", s_operation, (string type, string id, HttpContext http, ValidateEndpoint validate) => validate.AnswerAsync(type, id, http));
        fhir.MapFallback("{**path}", (HttpContext http, KnownAddresses known) => known.Answer(http));
    }

    // An operation on one person, who is named by an id or by a number.
    private static void MapPerson(this IEndpointRouteBuilder fhir, string operation, Delegate answer)
    {
#pragma warning disable RDG002 // What reads the parameters of a delegate is made when it is mapped, and not when it is compiled.
        fhir.MapMethods($"/Patient/{operation}", s_operation, answer);
        fhir.MapMethods($"/Patient/{{id:id}}/{operation}", s_operation, answer);
#pragma warning restore RDG002
    }
}
