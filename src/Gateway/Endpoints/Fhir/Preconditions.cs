using Gateway.Fhir.Elements;
using Microsoft.Net.Http.Headers;

namespace Gateway.Endpoints.Fhir;

/// <summary>
/// What a change asks of the resource as it stands (RFC 9110, 13.1 and 13.2.2). They are evaluated last, where the change would be made without them, so that they tell nothing of what its caller does not see.
/// </summary>
internal sealed record Preconditions
{
    /// <summary>None at all.</summary>
    public static Preconditions None { get; } = new();

    /// <summary>The If-Match; null for none. An empty one names no version, and so allows none.</summary>
    public string? IfMatch { get; init; }

    /// <summary>The If-None-Match; null for none.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>The If-Unmodified-Since; null for none. It counts where there is no If-Match, and where it is a date of HTTP.</summary>
    public string? IfUnmodifiedSince { get; init; }

    /// <summary>True when nothing may be changed but what is there.</summary>
    public bool AskForSomething => IfMatch is not null;

    public static Preconditions Of(HttpRequest request) => new()
    {
        IfMatch = Given(request, HeaderNames.IfMatch),
        IfNoneMatch = Given(request, HeaderNames.IfNoneMatch),
        IfUnmodifiedSince = Given(request, HeaderNames.IfUnmodifiedSince),
    };

    /// <summary>True when they allow a change of what is there.</summary>
    /// <param name="resource">What is there.</param>
    /// <param name="version">Its version; null where it has none.</param>
    public bool Allow(Element resource, string? version)
    {
        var isAsKnown = IfMatch is not null ? EntityTags.IsAny(IfMatch) || EntityTags.Name(IfMatch, version) : !IsModified(resource);
        return isAsKnown && (IfNoneMatch is null || !(EntityTags.IsAny(IfNoneMatch) || EntityTags.Name(IfNoneMatch, version)));
    }

    /// <summary>True when they allow to bring back what was deleted: nothing is there, but that deletion has a version, by which a client can say that it knows of it (http://hl7.org/fhir/R4/http.html#delete).</summary>
    public bool AllowAfterDeletion(string version) => IfMatch is null || EntityTags.Name(IfMatch, version);

    // A resource is modified to the second, as its Last-Modified says it.
    private bool IsModified(Element resource) =>
        HeaderUtilities.TryParseDate(IfUnmodifiedSince, out var since) && ReadEndpoint.ModifiedOf(resource) is { } modified && modified >= since.AddSeconds(1);

    private static string? Given(HttpRequest request, string name) => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
