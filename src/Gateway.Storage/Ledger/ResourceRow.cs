using System.Data.Common;

namespace Gateway.Storage.Ledger;

/// <summary>A row of a resource or of one of its versions.</summary>
internal sealed record ResourceRow
{
    /// <summary>Selects current versions.</summary>
    public const string Current = "select r.rid, r.type, r.id, r.version, r.updated, r.deleted, '' as method, r.content from resource r";

    /// <summary>Selects versions.</summary>
    public const string Versions = "select v.rid, v.type, v.id, v.version, v.updated, v.method, v.content from resource_version v";

    public long Rid { get; init; }

    public required string Type { get; init; }

    public required string Id { get; init; }

    public int Version { get; init; }

    public long Updated { get; init; }

    public bool Deleted { get; init; }

    public string Method { get; init; } = "";

    public byte[]? Content { get; init; }

    /// <summary>The resources of rows of <see cref="Current"/>.</summary>
    public static async Task<IReadOnlyDictionary<ResourceAddress, StoredResource>> ReadAsync(DbDataReader rows, CancellationToken cancellation)
    {
        var found = new Dictionary<ResourceAddress, StoredResource>();
        while (await rows.ReadAsync(cancellation))
        {
            var content = rows.IsDBNull(7) ? ReadOnlyMemory<byte>.Empty : rows.GetFieldValue<byte[]>(7);
            var resource = new StoredResource(rows.GetString(1), rows.GetString(2), rows.GetInt32(3), Microseconds.ToTime(rows.GetInt64(4)), rows.GetString(6), content);
            found[new ResourceAddress(resource.Type, resource.Id)] = resource;
        }

        return found;
    }

    public StoredResource ToResource() => new(Type, Id, Version, Microseconds.ToTime(Updated), Method, Content ?? ReadOnlyMemory<byte>.Empty);
}
