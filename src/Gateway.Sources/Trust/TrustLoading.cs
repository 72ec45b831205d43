using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Trust;

/// <summary>Makes a trust of its options.</summary>
internal static class TrustLoading
{
    public static (IResourceSource? Source, SourceConnection? Connection) Load(SourceLoading loading)
    {
        var options = loading.Options.Trust;
        var gpRecords = options.GpConnect ? loading.Records("GpConnectRecord", _ => null, keepsRest: true) : null;
        var r4Records = options.R4 ? loading.Records("TrustRecord", _ => null, keepsRest: true) : null;
        if (loading.Connection() is not { } connection || (gpRecords is null && r4Records is null))
            return default;
        var gpTypes = gpRecords is null ? new HashSet<string>() : MadeTypes.Of(gpRecords.Map, loading.Catalog);
        var gpConnect = gpRecords is null ? null : new GpConnectClient(connection, gpRecords, gpTypes, options);
        var r4 = r4Records is null ? null : new R4Client(connection, r4Records, loading.Options.Address!, options);
        var letter = gpConnect is null ? R4Client.Letter : GpConnectClient.Letter;
        var profile = loading.Profile(r4 is null ? gpTypes : gpTypes.Union(R4Client.Types), Systems.NhsNumber) with
        {
            Takes = r4 is null ? new HashSet<string>() : R4Client.Types,
            HasPersonRecords = true,
            WrittenAt = (record, id) => record[0] == GpConnectClient.Letter || id is null ? null : R4Client.LocatorOf(id),
            Locate = (system, value) => system == Systems.NhsNumber && Locators.IsFit($"{letter}{value}") ? $"{letter}{value}" : null,
        };
        return (new TrustSource(profile, gpConnect, r4, connection, options), connection);
    }
}
