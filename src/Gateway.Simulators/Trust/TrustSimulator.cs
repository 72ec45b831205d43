using System.Text.Json.Nodes;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Trust;

/// <summary>The trust's interface: structured records of GP Connect, and FHIR R4, behind OAuth.</summary>
internal sealed class TrustSimulator(GpConnect gpConnect, R4Store store, TokenDesk tokens, TimeProvider time) : IOutsideSystem
{
    private static readonly string[] s_types = ["Patient", "MedicationStatement", "MedicationRequest", "AllergyIntolerance", "Condition", "CodeSystem"];

    public bool Admits(HttpRequest request) => tokens.Admits(request);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth2/token", tokens.IssueAsync);
        routes.MapPost("/gpconnect/fhir/Patient/$gpc.getstructuredrecord", gpConnect.AnswerAsync);
        routes.MapGet("/r4/metadata", Metadata);
        routes.MapGet("/r4/{type}", (string type, HttpRequest request) => Known(type) ?? R4Search.Answer(store, type, request));
        routes.MapGet("/r4/{type}/{id}", (string type, string id) => Known(type) ?? (store.Find(type, id) is { } found ? Answer(found) : NotFound));
        routes.MapGet("/r4/Binary/{id}", Letter);
        routes.MapPost("/r4/{type}", CreateAsync);
        routes.MapPut("/r4/{type}/{id}", UpdateAsync);
        routes.MapGet("/control/records", () => Json.Result(gpConnect.Files.Select(f => new { file = f.File, nhsNumber = f.NhsNumber })));
    }

    // A letter is its own content, and says whom it is about beside it (http://hl7.org/fhir/R4/binary.html).
    private BodyResult Letter(string id, HttpResponse response)
    {
        if (!id.EndsWith(R4Seed.LetterSuffix, StringComparison.Ordinal) || store.Find("Patient", id[..^R4Seed.LetterSuffix.Length]) is not { } patient)
            return NotFound;
        response.Headers["X-Security-Context"] = $"Patient/{patient.Id}";
        return new BodyResult(200, "text/plain; charset=utf-8", R4Seed.LetterOf(patient.Id));
    }

    private static BodyResult NotFound => Fhir.Outcome(404, "NO_RECORD_FOUND", "There is no such resource.");

    private static BodyResult? Known(string type) => s_types.Contains(type) ? null : Fhir.Outcome(404, "NOT_SUPPORTED", "Resources of that type are not kept here.");

    private static BodyResult Answer(R4Resource resource, int status = 200) =>
        Fhir.Body(resource.Json, status, resource.ETag, status == 201 ? $"/r4/{resource.Type}/{resource.Id}/_history/{resource.Version}" : null);

    private async Task<IResult> CreateAsync(string type, HttpRequest request, CancellationToken cancellation)
    {
        if (Known(type) is { } unknown)
            return unknown;
        if (await ReadAsync(type, request, cancellation) is { } content)
        {
            var (made, isNew) = store.Create(type, content, request.Headers["If-None-Exist"]);
            return Answer(made, isNew ? 201 : 200);
        }

        return Fhir.Outcome(400, "BAD_REQUEST", "The body is no resource of that type.");
    }

    private async Task<IResult> UpdateAsync(string type, string id, HttpRequest request, CancellationToken cancellation)
    {
        if (Known(type) is { } unknown)
            return unknown;
        if (await ReadAsync(type, request, cancellation) is not { } content || content["id"]?.ToString() != id)
            return Fhir.Outcome(400, "BAD_REQUEST", "The body is no resource of that type and id.");
        var (resource, isStale) = store.Update(type, id, request.Headers.IfMatch is [{ } etag, ..] ? etag : null, content);
        return resource is null ? NotFound : isStale ? Fhir.Outcome(412, "FHIR_CONFLICT", "The resource has changed since.") : Answer(resource);
    }

    private static async Task<JsonObject?> ReadAsync(string type, HttpRequest request, CancellationToken cancellation) =>
        await Json.ReadAsync(request, cancellation) is { } content && content["resourceType"]?.ToString() == type ? content : null;

    private BodyResult Metadata() => Fhir.Body(Json.Bytes(new
    {
        resourceType = "CapabilityStatement",
        status = "active",
        date = BritishTime.Instant(time.GetUtcNow()),
        kind = "instance",
        implementation = new { description = "Trust simulator" },
        fhirVersion = "4.0.1",
        format = new[] { "json" },
        rest = new[]
        {
            new
            {
                mode = "server",
                resource = s_types.Select(type => new
                {
                    type,
                    interaction = new[] { new { code = "read" }, new { code = "search-type" }, new { code = "create" }, new { code = "update" } },
                    searchParam = new[] { new { name = type == "Patient" ? "identifier" : "patient", type = type == "Patient" ? "token" : "reference" } },
                }),
            },
        },
    }));
}
