using System.Globalization;
using Gateway.Disclosures;
using Gateway.Federation;
using Gateway.Federation.Own;
using Gateway.Fhir.Search;
using Gateway.Fhir.Search.Results;
using Gateway.Security;
using Gateway.Storage;

namespace Gateway.Endpoints.Fhir.History;

/// <summary>
/// <c>GET /fhir/{type}/{id}/_history/{version}</c>. A version is decided by the rules and consents of now and by its own labels, whatever held when it was written. Sources keep no versions
/// but the present one.
/// </summary>
internal sealed class VersionEndpoint(GatewayLedger ledger, OwnVersions versions, FederatedRead federation, Viewings viewings, SearchContext context)
{
    private static readonly FhirProblem s_notKept = new(404, "not-found", "The source of this resource gives its present version and no other.");

    public async Task<IResult> GetAsync(string type, string id, string version, HttpContext http)
    {
        if (!context.Parameters.HasType(type))
            return FhirAnswer.Of(FhirProblem.NotFound);
        if (!http.Caller().Grant(Interaction.Read, type).IsAllowed)
            return FhirAnswer.Of(FhirProblem.Forbidden);
        var (part, fault) = PartAsked.Of(type, http.Request.QueryString.Value ?? "", context);
        if (part is null)
            return FhirAnswer.Of(fault!);
        var (viewing, problem) = await viewings.OpenAsync(http, "vread", $"{type}/{id}/_history/{version}", asked: (Interaction.Read, type));
        if (viewing is null)
            return FhirAnswer.Of(problem!);
        if (!versions.IsOwn(type, id))
            return await PresentAsync(type, id, version, viewing, http.RequestAborted);
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || await ledger.FindAsync(type, id, number, http.RequestAborted) is not { } stored
            || await versions.ContentAsync(stored, http.RequestAborted) is not { } content)
            return await NothingAsync(FhirProblem.NotFound, viewing, http.RequestAborted);
        await versions.KnowAsync(viewing, content, http.RequestAborted);
        if (viewing.SeeVersion(content, version) is not { } seen)
            return await NothingAsync(FhirProblem.NotFound, viewing, http.RequestAborted);
        if (stored.IsDeleted)
            return await NothingAsync(FhirProblem.Gone, viewing, http.RequestAborted);
        var given = ResourceSubset.Of(seen, part);
        return new FhirAnswer(await viewing.ReleaseAsync(given, [($"{type}/{id}", version)], http.RequestAborted)) { Version = version, Modified = stored.Updated, IsConditional = given == content.Resource };
    }

    private async Task<IResult> PresentAsync(string type, string id, string version, Viewing viewing, CancellationToken cancellation)
    {
        var read = await federation.ReadAsync(type, id, viewing, cancellation);
        if (read.Seen is { } seen && read.Found!.Version == version)
            return new FhirAnswer(await viewing.ReleaseAsync(seen, cancellation)) { Version = version };
        return await NothingAsync(read.Seen is not null ? s_notKept : read is { Found: null, Report: { IsFailure: true } report } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound, viewing, cancellation);
    }

    private static async Task<IResult> NothingAsync(FhirProblem problem, Viewing viewing, CancellationToken cancellation)
    {
        await viewing.RefuseAsync(cancellation);
        return FhirAnswer.Of(problem);
    }
}
