using System.Globalization;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>
/// <c>/fhir/Binary</c> (http://hl7.org/fhir/R4/binary.html#rest): as a resource for who sends or asks for FHIR, as the bytes that it holds for others. It is read, decided and written
/// as any other resource.
/// </summary>
internal sealed class BinaryEndpoint(ReadEndpoint read, ChangeEndpoint changes, ChangeDesk desk)
{
    private const string ContextHeader = "X-Security-Context";
    private const string Plain = "application/octet-stream";

    // What a resource has beside its data.
    private const int Frame = 4096;

    public async Task<IResult> GetAsync(string id, HttpContext http)
    {
        var result = await read.GetAsync("Binary", id, http);
        return result is FhirAnswer { Status: StatusCodes.Status200OK, Released: { } released } answer && !answer.IsKnownTo(http.Request) && !BinaryFormat.IsFhir(http.Request, released.Content.ChildText("contentType") ?? Plain)
            ? new BinaryAnswer(released) { Version = answer.Version, Modified = answer.Modified } : result;
    }

    public Task<IResult> PostAsync(HttpContext http) => IsResource(http.Request) ? changes.PostAsync("Binary", http) : RawAsync(null, http);

    public Task<IResult> PutAsync(string id, HttpContext http) => IsResource(http.Request) ? changes.PutAsync("Binary", id, http) : RawAsync(id, http);

    private async Task<IResult> RawAsync(string? id, HttpContext http)
    {
        var most = (desk.MaxBytes("Binary") / 4 * 3) - Frame;
        if (await LimitedBody.ReadAsync(http.Request, most, http.RequestAborted) is not { } bytes)
            return FhirAnswer.Of(new FhirProblem(StatusCodes.Status413PayloadTooLarge, "too-long", string.Create(CultureInfo.InvariantCulture, $"A Binary has at most {most} bytes.")));
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType is { Length: > 0 } given ? given : Plain, out var type))
            return FhirAnswer.Of(new FhirProblem(StatusCodes.Status415UnsupportedMediaType, "value", "The Content-Type is no media type."));
        var binary = ElementDraft.New(DefinitionSet.R4.FindType("Binary")!);
        if (id is not null)
            binary.AddText("id", id);
        binary.AddText("contentType", type.ToString());
        if (http.Request.Headers[ContextHeader].ToString().Trim() is { Length: > 0 } context)
            binary.Add("securityContext").AddText("reference", context);
        if (bytes.Length > 0)
            binary.AddText("data", Convert.ToBase64String(bytes));
        RequestedChange change = id is null ? new RequestedCreate(binary.Build()) : new RequestedUpdate("Binary", binary.Build()) { Id = id };
        var result = await changes.ApplyAsync(change, http);

        // Who sends bytes has them, and need not be sent them back as a resource.
        return result is FhirAnswer { Status: StatusCodes.Status200OK or StatusCodes.Status201Created } answer && !http.Request.Headers["Prefer"].Any(p => p?.Contains("return=", StringComparison.OrdinalIgnoreCase) ?? false)
            ? answer.With(null, answer.Status) : result;
    }

    private static bool IsResource(HttpRequest request) => BinaryFormat.IsFhirType(request.ContentType);
}
