using Gateway.Fhir.Elements;
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
        var arrests = loading.Records("ArrestReport", ArrestOf);
        var escorts = loading.Records("EscortRecord", record => record["data"].Select(d => d.ChildText("id")).OfType<string>().Select(Locators.Of).FirstOrDefault());
        var (acknowledgement, attendance, outcome) =
            (loading.Map("HealthRequestAcknowledgement"), loading.Map("HealthRequestAttendance"), loading.Map("HealthRequestOutcome"));
        if (loading.Connection() is not { } connection || records is null || requests is null || arrests is null || escorts is null || acknowledgement is null || attendance is null || outcome is null)
            return default;
        loading.Pushed["records"] = [records];
        loading.Pushed["health-requests"] = [requests];
        loading.Pushed["arrest-reports"] = [arrests];
        loading.Pushed["escort-records"] = [escorts];
        var profile = loading.Profile(MadeTypes.Of(records.Map, loading.Catalog), Systems.CustodyNumber) with
        {
            Takes = CustodyMessages.Takes,
            Locate = (system, value) => system == Systems.CustodyNumber && Locators.IsFit(value) ? value : null,
        };
        var messages = new CustodyMessages(acknowledgement, attendance, outcome, loading.Options.Custody);
        return (new CustodySource(profile, records, messages, connection), connection);
    }

    // An arrest has one summons number; before it is given out, the person's own number and the day tell it apart.
    private static string? ArrestOf(Element report) => report.ChildText("arrestSummonsNumber") is { } summons ? Locators.Of(summons)
        : (report.ChildText("personUrn") ?? report.ChildText("personId")) is { } person ? Locators.Of($"{person} {DayOf(report)}") : null;

    private static string? DayOf(Element report) => report["arrestReport"].SelectMany(r => r["content"]).Select(c => c.ChildText("processStageDate")).FirstOrDefault();
}
