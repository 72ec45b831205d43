using System.Globalization;
using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.History;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir.Binaries;

/// <summary>
/// <c>/fhir/Binary</c> (http://hl7.org/fhir/R4/binary.html#rest): as a resource for who sends a Binary or asks for FHIR, as the bytes that it holds for others; what is sent as FHIR and is no Binary is bytes too.
/// It is read, decided and written as any other resource.
/// </summary>
internal sealed class BinaryEndpoint(ReadEndpoint read, VersionEndpoint versions, ChangeEndpoint changes, ChangeDesk desk)
{
    private const string ContextHeader = "X-Security-Context";
    private const string Plain = "application/octet-stream";

    // What a resource has beside its data.
    private const int Frame = 4096;

    /// <summary>The most bytes of content that is sent as such, where a resource may have that many: Base64 makes four of three.</summary>
    public static int MostBytes(int ofResource) => (ofResource / 4 * 3) - Frame;

    public async Task<IResult> GetAsync(string id, HttpContext http) => Given(await read.GetAsync("Binary", id, http), http);

    public async Task<IResult> GetVersionAsync(string id, string version, HttpContext http) => Given(await versions.GetAsync("Binary", id, version, http), http);

    public Task<IResult> PostAsync(HttpContext http) => TakeAsync(null, http);

    public Task<IResult> PutAsync(string id, HttpContext http) => TakeAsync(id, http);

    private static IResult Given(IResult result, HttpContext http) =>
        result is FhirAnswer { Status: StatusCodes.Status200OK, Released: { } released } answer && !answer.IsKnownTo(http.Request) && !BinaryFormat.IsFhir(http.Request, released.Content.ChildText("contentType") ?? Plain)
            ? new BinaryAnswer(released) { Version = answer.Version, Modified = answer.Modified } : result;

    private async Task<IResult> TakeAsync(string? id, HttpContext http)
    {
        var (isFhir, ofResource) = (BinaryFormat.IsFhirType(http.Request.ContentType), desk.MaxBytes("Binary"));
        var most = MostBytes(ofResource);
        var bytes = await LimitedBody.ReadAsync(http.Request, isFhir ? ofResource : most, http.RequestAborted);
        if (isFhir && bytes is not null && BinaryContent.IsResource(bytes))
        {
            http.Request.Body = new MemoryStream(bytes, writable: false);
            return await (id is null ? changes.PostAsync("Binary", http) : changes.PutAsync("Binary", id, http));
        }

        return bytes?.Length <= most ? await RawAsync(id, bytes, http)
            : FhirAnswer.Of(new FhirProblem(StatusCodes.Status413PayloadTooLarge, "too-long", string.Create(CultureInfo.InvariantCulture, $"A Binary has at most {most} bytes.")));
    }

    private async Task<IResult> RawAsync(string? id, byte[] bytes, HttpContext http)
    {
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
}
