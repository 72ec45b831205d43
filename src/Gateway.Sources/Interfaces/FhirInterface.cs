using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Sources.Http;
using Gateway.Sources.Trust;

namespace Gateway.Sources.Interfaces;

/// <summary>
/// A source's own FHIR R4 interface, for callers who speak to it through the gateway: asked with the gateway's credentials over the source's own connections, and so within its limits, its
/// bulkhead and its breaker. Nothing of a caller's request goes along but what is given here. Safe for use by many threads.
/// </summary>
public sealed class FhirInterface : IDisposable
{
    private const int PageSize = 100;
    private readonly SourceConnection _connection;
    private readonly FhirPages _pages;
    private readonly string _path;

    internal FhirInterface(SourceProfile source, SourceConnection connection, FhirInterfaceOptions options, Uri address)
    {
        (Source, _connection, Options, _path) = (source, connection, options, $"{options.Path!.Trim('/')}/");
        Address = new Uri(SourceConnection.Folder(address), _path);
        Addresses = new InnerAddresses(Address, options.KnownAs);
        _pages = new FhirPages(connection, Address, _path);
        Passage = new HttpMessageInvoker(new PassageHandler(connection));
    }

    public SourceProfile Source { get; }

    public FhirInterfaceOptions Options { get; }

    /// <summary>The address inside, which ends with a slash.</summary>
    public Uri Address { get; }

    /// <summary>By what the source calls itself.</summary>
    public InnerAddresses Addresses { get; }

    /// <summary>
    /// Sends requests as they are, with the gateway's credentials, within the source's breaker and for a place in its bulkhead until the answer begins. Where there is no answer that may be passed
    /// on it throws <see cref="FhirPassageException"/>.
    /// </summary>
    public HttpMessageInvoker Passage { get; }

    /// <summary>A name for a resource of the interface, by which the source is asked for it again where it is short enough.</summary>
    public static string LocatorOf(string id) => R4Client.LocatorOf(id);

    /// <summary>Reads <c>Type/id</c>, <c>Type/id/_history/version</c> or <c>metadata</c>.</summary>
    public async Task<FhirReply> ReadAsync(string path, AddressRewriter rewriter, CancellationToken cancellation) =>
        Told(await _connection.SendAsync(SourceCall.Get("proxy-read", $"{_path}{path}") with { Accepts = SourceCall.Fhir }, cancellation).ConfigureAwait(false), rewriter);

    /// <summary>Searches, page by page.</summary>
    /// <param name="type">The type.</param>
    /// <param name="query">The conditions, escaped.</param>
    /// <param name="atMost">How many resources are enough.</param>
    /// <param name="rewriter">Replaces inner addresses.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<FhirListing> SearchAsync(string type, string query, int atMost, AddressRewriter rewriter, CancellationToken cancellation)
    {
        // Pages are followed by what the source said itself, so addresses are replaced in what was found only.
        var listing = await _pages.ListAsync("proxy-search", $"{type}?{query}{(query.Length > 0 ? "&" : "")}_count={PageSize}", atMost, FhirPages.Read, cancellation).ConfigureAwait(false);
        var reply = Told(listing.Failure ?? listing.Last! with { Body = [] }, rewriter) with { Date = listing.AsOf };
        return new FhirListing([.. listing.Resources.Select(r => FhirPages.Read(rewriter.Whole(FhirJson.ToUtf8(r))))], reply) { IsCut = listing.IsCut };
    }

    /// <summary>Creates or changes a resource. It is sent once.</summary>
    /// <param name="content">The resource; one that bears an id is put there.</param>
    /// <param name="match">The ETag of the version that is to be changed; null for any.</param>
    /// <param name="rewriter">Replaces inner addresses.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<FhirReply> WriteAsync(Element content, string? match, AddressRewriter rewriter, CancellationToken cancellation)
    {
        var id = content.ChildText("id");
        var reply = await _connection.SendAsync(
            new SourceCall(id is null ? "proxy-create" : "proxy-update", id is null ? HttpMethod.Post : HttpMethod.Put, $"{_path}{content.Type.Name}{(id is null ? "" : $"/{id}")}")
            {
                Accepts = SourceCall.Fhir,
                Body = FhirJson.ToUtf8(content),
                ContentType = "application/fhir+json",
                Match = match,
                MayBeEmpty = true,
            }, cancellation).ConfigureAwait(false);
        var told = Told(reply, rewriter, mayBeEmpty: true);
        return told.Resource.IsNone && told.State == SourceState.Answered && IdOf(content.Type.Name, id, reply.Location) is { } place
            ? await ReadAsync($"{content.Type.Name}/{place}", rewriter, cancellation).ConfigureAwait(false) : told;
    }

    /// <summary>Deletes a resource. It is sent once.</summary>
    /// <param name="path"><c>Type/id</c>.</param>
    /// <param name="match">The ETag of the version that is to be deleted; null for any.</param>
    /// <param name="rewriter">Replaces inner addresses.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<FhirReply> DeleteAsync(string path, string? match, AddressRewriter rewriter, CancellationToken cancellation) =>
        Told(await _connection.SendAsync(new SourceCall("proxy-delete", HttpMethod.Delete, $"{_path}{path}") { Accepts = SourceCall.Fhir, Match = match, MayBeEmpty = true }, cancellation).ConfigureAwait(false), rewriter, mayBeEmpty: true);

    public void Dispose() => Passage.Dispose();

    private string? IdOf(string type, string? id, string? location)
    {
        if (id is not null)
            return id;
        var under = location is null ? null : Addresses.Under(new Uri(Address, location).AbsoluteUri);
        return under?.Split('/') is [var told, var made, ..] && told == type && made.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? made : null;
    }

    private static FhirReply Told(SourceReply reply, AddressRewriter rewriter, bool mayBeEmpty = false)
    {
        var resource = reply.IsAnswered && reply.Body.Length > 0 ? FhirPages.Read(rewriter.Whole(reply.Body)) : default;
        var codes = reply.IsAnswered ? null : FhirRefusalCodes.Of(reply.Body);
        return new FhirReply
        {
            State = reply.IsAnswered && resource.IsNone && reply.Body.Length > 0 && !mayBeEmpty ? SourceState.Failed : reply.State,
            Status = reply.Status,
            Resource = resource,
            Version = reply.Version?.Replace("W/", "", StringComparison.Ordinal).Trim('"'),
            RetryAfter = reply.RetryAfter,
            Date = reply.Date,
            IsRefused = reply.IsRefused,
            IsMissing = reply.Status is 404 or 410 && codes?.Any(c => c is "not-found" or "deleted") == true,
            Codes = codes ?? [],
        };
    }
}
