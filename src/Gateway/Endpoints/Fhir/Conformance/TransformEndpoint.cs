using Gateway.Conformance;
using Gateway.Disclosures;
using Gateway.Endpoints.Fhir.Operations;
using Gateway.Fhir;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Hosting;
using Gateway.Mapping.Compilation;
using Gateway.Mapping.Records;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir.Conformance;

/// <summary>
/// <c>StructureMap/$transform</c> (http://hl7.org/fhir/R4/structuremap-operation-transform.html) by the maps that are loaded: content as a resource in Parameters, or a record of any format that the map reads
/// as the body. Who may read the maps may run them on what they bring; nothing is stored but the audit of it.
/// </summary>
internal sealed class TransformEndpoint(LoadedArea area, LoadedDefinitions definitions, Viewings viewings, TimeProvider time, Func<Guid> newId)
{
    private const int MaxBytes = 8 * 1024 * 1024;
    private static readonly string[] s_records = ["text/csv", "application/x-ndjson"];
    private static readonly OperationSignature s_signature = new([new("source", "uri")]);

    /// <param name="id">The id of the map in the address; null where the call names it.</param>
    /// <param name="http">The call.</param>
    public async Task<IResult> AnswerAsync(string? id, HttpContext http)
    {
        if (!http.Caller().Grant(Interaction.Read, "StructureMap").IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (input, problem) = OperationInput.OfQuery(http, s_signature);
        if (input is null)
            return FhirAnswer.Of(problem!);
        if (await LimitedBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted) is not { } body)
            return FhirAnswer.Of(new FhirProblem(413, "too-long", $"The content has more than {MaxBytes} bytes."));
        if (http.Request.ContentType is { Length: > 0 } type && FhirFormat.XmlOrJson(type) is null && !s_records.Contains(type.Split(';')[0].Trim().ToLowerInvariant()))
            return FhirAnswer.Of(new FhirProblem(415, "not-supported", "Content is sent as JSON, XML or CSV."));
        var given = Parameters(body);
        var (url, fault) = Url(id, input.Text("source"), given);
        if (fault is not null)
            return FhirAnswer.Of(fault);
        if (area.Maps.Find(url!) is not { } map || map.Url != url)
            return FhirAnswer.Of(new FhirProblem(404, "not-found", "This map is not loaded."));
        if (map.Sources is not [{ } source])
            return FhirAnswer.Of(new FhirProblem(422, "not-supported", "The map does not take one source whose type it says."));
        var (content, faults) = given is null ? Record(body, source) : (Held(given.Value), []);
        if (content is null)
            return FhirAnswer.Of(faults.Count > 0 ? FhirProblem.Invalid(faults, 422) : OperationInput.Missing("What is to be transformed is given.", "content"));
        var result = map.Run(content.Value, new MapOptions { Time = time, NewId = newId });
        if (!result.IsMapped)
            return FhirAnswer.Of(FhirProblem.Invalid(result.Faults, 422));
        var (viewing, refusal) = await viewings.OpenAsync(http, "operation", $"StructureMap/{map.Url.Split('/')[^1]}");
        return viewing is null ? FhirAnswer.Of(refusal!)
            : new FhirAnswer(await viewing.ReleaseAboutAsync(Made.Of(result.Targets), $"StructureMap/{map.Url.Split('/')[^1]}", [], http.RequestAborted));
    }

    private (string? Url, FhirProblem? Problem) Url(string? id, string? source, Element? given)
    {
        string?[] said = [id is null ? null : definitions.Find("StructureMap", id)?.ChildText("url") ?? "", source, given?["parameter"].Where(p => p.ChildText("name") == "source").SelectMany(p => p["value"]).Select(v => v.Text).FirstOrDefault()];
        return said.OfType<string>().Distinct(StringComparer.Ordinal).ToArray() switch
        {
            [""] => (null, FhirProblem.NotFound),
            [var url] => (url, null),
            [] => (null, OperationInput.Missing("Which map is meant is said by its url.", "source")),
            _ => (null, new FhirProblem(400, "invalid", "Which map is meant is said in one way.")),
        };
    }

    // Parameters bring content in them; anything else is the content.
    private static Element? Parameters(byte[] body) => FhirContent.Read(body) is { IsRead: true, Root: var root } && root.Type.Name == "Parameters" ? root : null;

    private static Element? Held(Element parameters) => parameters["parameter"].Where(p => p.ChildText("name") == "content").SelectMany(p => p["resource"]).Select(r => (Element?)r).FirstOrDefault();

    private static (Element? Content, IReadOnlyList<Fault> Faults) Record(byte[] body, TypeDefinition type)
    {
        using var stream = new MemoryStream(body, writable: false);
        return RecordContent.Read(stream, type).Take(2).ToArray() switch
        {
            [{ IsRead: true } only] => (only.Root, []),
            [{ Faults.Count: > 0 } only] => (null, only.Faults),
            _ => (null, [new Fault(FaultKind.Structure, "The content is to be one record that the map reads.", "", 0, 0)]),
        };
    }
}
