namespace Gateway.Storage.Ledger;

/// <summary>One version of a resource.</summary>
/// <param name="Type">The resource type.</param>
/// <param name="Id">The logical id.</param>
/// <param name="Version">Counted from 1; the ETag is <c>W/"version"</c>.</param>
/// <param name="Updated">When it was written.</param>
/// <param name="Method">POST, PUT, PATCH or DELETE.</param>
/// <param name="Content">The resource as UTF-8 JSON, with its versionId and lastUpdated; empty for a deletion.</param>
public sealed record StoredResource(string Type, string Id, int Version, DateTimeOffset Updated, string Method, ReadOnlyMemory<byte> Content)
{
    public bool IsDeleted => Content.IsEmpty;
}
