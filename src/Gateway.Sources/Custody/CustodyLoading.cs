using Gateway.Sources.Http;
using Gateway.Sources.Records;

namespace Gateway.Sources.Custody;

/// <summary>Makes police custody of its options.</summary>
internal static class CustodyLoading
{
    public static (IResourceSource? Source, SourceConnection? Connection) Load(SourceLoading loading)
    {
        var records = loading.Records("CustodyRecord", RecordName.Field("", "custodyNumber"));
        var requests = loading.Records("HealthRequest", RecordName.Any("", "requestReference"));
        var (acknowledgement, attendance, outcome) =
            (loading.Map("HealthRequestAcknowledgement"), loading.Map("HealthRequestAttendance"), loading.Map("HealthRequestOutcome"));
        if (loading.Connection() is not { } connection || records is null || requests is null || acknowledgement is null || attendance is null || outcome is null)
            return default;
        loading.Pushed["records"] = [records];
        loading.Pushed["health-requests"] = [requests];
        var profile = loading.Profile(MadeTypes.Of(records.Map, loading.Catalog), Systems.CustodyNumber) with
        {
            Takes = CustodyMessages.Takes,
            Locate = (system, value) => system == Systems.CustodyNumber && Locators.IsFit(value) ? value : null,
        };
        var messages = new CustodyMessages(acknowledgement, attendance, outcome, loading.Options.Custody);
        return (new CustodySource(profile, records, messages, connection), connection);
    }
}
