using Gateway.Endpoints.Fhir.Changes;

namespace Gateway.Endpoints.Fhir.Patches;

/// <summary><c>PATCH /fhir/{type}/{id}</c>, and under a condition <c>PATCH /fhir/{type}?…</c> (http://hl7.org/fhir/R4/http.html#patch).</summary>
internal sealed class PatchEndpoint(ChangeEndpoint changes)
{
    public Task<IResult> PatchAsync(string type, string id, HttpContext http) => ApplyAsync(type, change => change with { Id = id }, http);

    public Task<IResult> PatchWhereAsync(string type, HttpContext http) => ApplyAsync(type, change => change with { Condition = ChangeEndpoint.Condition(http) }, http);

    private async Task<IResult> ApplyAsync(string type, Func<RequestedPatch, RequestedPatch> located, HttpContext http)
    {
        var (patch, sent, problem) = await PatchBody.ReadAsync(http);
        return patch is null ? FhirAnswer.Of(problem!) : await changes.ApplyAsync(located(PatchChange.Of(type, patch)) with { Sent = sent }, http);
    }
}
