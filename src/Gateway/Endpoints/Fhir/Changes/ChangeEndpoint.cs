using Gateway.Disclosures;
using Gateway.Fhir.Elements;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>Create, update and delete (http://hl7.org/fhir/R4/http.html), each also under a condition, as requests of their own.</summary>
internal sealed class ChangeEndpoint(ChangeDesk desk, Viewings viewings)
{
    private const string IfNoneExist = "If-None-Exist";

    public Task<IResult> PostAsync(string type, HttpContext http) => WithBodyAsync(type, http, null,
        content => new RequestedCreate(content) { Condition = http.Request.Headers.TryGetValue(IfNoneExist, out var condition) ? condition.ToString().TrimStart('?') : null });

    public Task<IResult> PutAsync(string type, string id, HttpContext http) => WithBodyAsync(type, http, id, content => new RequestedUpdate(type, content) { Id = id });

    public Task<IResult> PutWhereAsync(string type, HttpContext http) => WithBodyAsync(type, http, null, content => new RequestedUpdate(type, content) { Condition = Condition(http) });

    public Task<IResult> DeleteAsync(string type, string id, HttpContext http) => ApplyAsync(new RequestedDelete(type) { Id = id }, http);

    public Task<IResult> DeleteWhereAsync(string type, HttpContext http) => ApplyAsync(new RequestedDelete(type) { Condition = Condition(http) }, http);

    /// <summary>Makes a change that a request asks for by itself, and answers as it prefers.</summary>
    public async Task<IResult> ApplyAsync(RequestedChange change, HttpContext http)
    {
        var (viewing, problem) = await viewings.OpenAsync(http, change.Interaction, change.Id is { } id ? $"{change.Type}/{id}" : null);
        return viewing is null ? FhirAnswer.Of(problem!) : (await desk.ApplyAsync(change with { Preconditions = Preconditions.Of(http.Request), RequestId = RequestId(http) }, viewing, http)).Preferred(http.Request);
    }

    private async Task<IResult> WithBodyAsync(string type, HttpContext http, string? id, Func<Element, RequestedChange> change)
    {
        var (content, problem) = await FhirBody.ReadAsync(http.Request, desk.MaxBytes(type), http.RequestAborted);
        if (problem is not null)
            return FhirAnswer.Of(problem);
        return content.Type.Name == type && (id is null || content.ChildText("id") == id) ? await ApplyAsync(change(content), http)
            : FhirAnswer.Of(new FhirProblem(400, "invalid", id is null ? $"The content is to be a {type}." : $"The content is to be the {type} of that id."));
    }

    // What is longer is no name of one request.
    private static string? RequestId(HttpContext http) => http.Request.Headers["X-Request-Id"].ToString() is { Length: > 0 and <= 200 } id ? id : null;

    /// <summary>The query as a condition. How the answer is given is no part of it.</summary>
    public static string Condition(HttpContext http) => string.Join('&', (http.Request.QueryString.Value ?? "").TrimStart('?').Split('&').Where(p => !p.StartsWith("_format=", StringComparison.Ordinal) && !p.StartsWith("_pretty=", StringComparison.Ordinal)));
}
