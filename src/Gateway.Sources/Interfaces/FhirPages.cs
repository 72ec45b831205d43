using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Sources.Http;
using Gateway.Sources.Trust;

namespace Gateway.Sources.Interfaces;

/// <summary>The pages of a search in a FHIR server, followed as long as they lie under its own address: the credentials are this server's.</summary>
/// <param name="connection">The way to it.</param>
/// <param name="address">The address of the server.</param>
/// <param name="path">Its path under the address of the connection.</param>
internal sealed class FhirPages(SourceConnection connection, Uri address, string path)
{
    /// <summary>Asks page by page, until there are no more or enough.</summary>
    /// <param name="operation">What is done, for metrics.</param>
    /// <param name="query">The first page: type and query.</param>
    /// <param name="atMost">Enough.</param>
    /// <param name="read">Reads the body of a page.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<R4Listing> ListAsync(string operation, string query, int atMost, Func<byte[], Element> read, CancellationToken cancellation)
    {
        var listing = new R4Listing();
        for (string? next = $"{path}{query}"; next is not null;)
        {
            var reply = listing.Last = await connection.SendAsync(SourceCall.Get(operation, next) with { Accepts = SourceCall.Fhir }, cancellation).ConfigureAwait(false);
            var bundle = reply.IsAnswered ? read(reply.Body) : default;
            if (bundle.IsNone || bundle.Type.Name != "Bundle" || bundle.ChildText("type") != "searchset")
            {
                listing.Failure = reply.IsAnswered ? SourceReply.Of(SourceState.Failed) : reply;
                break;
            }

            listing.AsOf ??= R4Content.Updated(bundle) ?? reply.Date;
            listing.Resources.AddRange(R4Content.Found(bundle));
            var link = R4Content.Next(bundle);
            next = link is null ? null : PathOf(link);
            listing.IsCut = next is not null && listing.Resources.Count >= atMost;
            if (link is not null && next is null)
                listing.Failure = SourceReply.Of(SourceState.Failed);
            if (listing.IsCut)
                break;
        }

        return listing;
    }

    /// <summary>A resource as FHIR servers write them; none for what is not one.</summary>
    public static Element Read(byte[] body) => FhirJson.Read(body, options: Gateway.Fhir.ReadOptions.Tolerant) is { IsRead: true } read ? read.Root : default;

    private string? PathOf(string link) =>
        Uri.TryCreate(address, link, out var next) && next.AbsoluteUri.StartsWith(address.AbsoluteUri, StringComparison.Ordinal) ? path + next.AbsoluteUri[address.AbsoluteUri.Length..] : null;
}
