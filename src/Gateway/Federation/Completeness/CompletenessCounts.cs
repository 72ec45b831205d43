using Gateway.Telemetry;

namespace Gateway.Federation.Completeness;

/// <summary>Counts answers by how complete they were: "nothing is known" and "nobody answered" are different numbers.</summary>
internal static class CompletenessCounts
{
    /// <summary>Counts one answer and what each source did.</summary>
    public static void Count(this GatewayMeter meter, string type, SearchOutcome found)
    {
        meter.Searched(type, found.HasFailed ? Telemetry.Completeness.Failed : found.IsIncomplete ? Telemetry.Completeness.Partial : found.Result.Total == 0 ? Telemetry.Completeness.Nothing : Telemetry.Completeness.Complete);
        foreach (var report in found.Reports)
            meter.Answered(report.Source.Name, report.State);
    }
}
