using System.Data.Common;
using Gateway.Storage.Ledger;

namespace Gateway.Storage.Search;

/// <summary>A match as the database gives it, with the keys that it was ordered by.</summary>
internal sealed record MatchRow(long Sid, string Type, string Id, IReadOnlyList<object?> Keys, int Version, long Updated, byte[] Content)
{
    public static MatchRow Read(DbDataReader reader, int keys)
    {
        var values = new object?[keys];
        for (var k = 0; k < keys; k++)
            values[k] = reader.IsDBNull(4 + k) ? null : reader.GetValue(4 + k);
        return new MatchRow(reader.GetInt64(0), reader.GetString(2), reader.GetString(3), values, reader.GetInt32(4 + keys), reader.GetInt64(5 + keys), (byte[])reader.GetValue(6 + keys));
    }

    public SearchCursor Place => new(Keys, Type, Id);

    public StoredResource ToResource() => new(Type, Id, Version, Microseconds.ToTime(Updated), "", Content);
}
