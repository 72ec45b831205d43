using System.Globalization;
using Gateway.Federation;
using Gateway.Federation.Own;
using Gateway.Storage;

namespace Gateway.Endpoints.Fhir.History;

/// <summary>
/// <c>GET /fhir/{type}/{id}/_history/{version}</c>. A version is decided by the rules and consents of now and by its own labels, whatever held when it was written. Sources keep no versions
/// but the present one.
/// </summary>
internal sealed class VersionEndpoint(GatewayLedger ledger, OwnVersions versions, FederatedRead federation, ReadOpening opening)
{
    private static readonly FhirProblem s_notKept = new(404, "not-found", "The source of this resource gives its present version and no other.");

    public async Task<IResult> GetAsync(string type, string id, string version, HttpContext http)
    {
        var (opened, refusal) = await opening.OpenAsync(http, "vread", type, $"{type}/{id}/_history/{version}");
        if (opened is not { Viewing: var viewing })
            return refusal;
        if (!versions.IsOwn(type, id))
            return await PresentAsync(type, id, version, opened, http.RequestAborted);
        // One version has one name: 1, and not 01.
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || version != number.ToString(CultureInfo.InvariantCulture) || await ledger.FindAsync(type, id, number, http.RequestAborted) is not { } stored
            || await versions.ContentAsync(stored, http.RequestAborted) is not { } content)
            return await opened.RefusedAsync(FhirProblem.NotFound, http.RequestAborted);
        await versions.KnowAsync(viewing, content, http.RequestAborted);
        if (viewing.SeeVersion(content, version) is not { } seen)
            return await opened.RefusedAsync(FhirProblem.NotFound, http.RequestAborted);
        if (stored.IsDeleted)
            return await opened.RefusedAsync(FhirProblem.Gone, http.RequestAborted);
        var given = opened.Given(seen);
        return new FhirAnswer(await viewing.ReleaseAsync(given, [($"{type}/{id}", version)], http.RequestAborted)) { Version = version, Modified = stored.Updated, IsConditional = given == content.Resource };
    }

    private async Task<IResult> PresentAsync(string type, string id, string version, OpenedRead opened, CancellationToken cancellation)
    {
        var read = await federation.ReadAsync(type, id, opened.Viewing, cancellation);
        if (read.Seen is { } seen && read.Found!.Version == version)
            return new FhirAnswer(await opened.Viewing.ReleaseAsync(opened.Given(seen), cancellation)) { Version = version };
        return await opened.RefusedAsync(read.Seen is not null ? s_notKept : read is { Found: null, Report: { IsFailure: true } report } ? ReadEndpoint.NoAnswer(report) : FhirProblem.NotFound, cancellation);
    }
}
