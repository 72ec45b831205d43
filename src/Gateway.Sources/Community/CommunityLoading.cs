using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Community;

/// <summary>Makes a community provider of its options.</summary>
internal static class CommunityLoading
{
    public static (IResourceSource? Source, SourceConnection? Connection) Load(SourceLoading loading)
    {
        var kinds = new[]
        {
            ("outcomes", loading.Records("CommunityOutcome", RecordName.Any("o", "ReferralRef"))),
            ("contacts", loading.Records("CommunityEngagement", RecordName.Any("t", "ContactRef"))),
            ("closures", loading.Records("CommunityClosure", RecordName.Any("c", "ReferralRef"))),
            ("caseload", loading.Records("CommunityCaseload", RecordName.Any("p", "ClientRef"))),
        };
        if (loading.Connection() is not { } connection || kinds.Any(k => k.Item2 is null))
            return default;
        var profile = loading.Profile([]) with { HasFeed = true, Takes = CommunitySource.Taken };
        return (new CommunitySource(profile, [.. kinds.Select(k => new CommunityKind(k.Item1, k.Item2!))], connection), connection);
    }
}
