using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Requests.Deliveries;
using Gateway.Sources;
using Gateway.Storage.Outbox;

namespace Gateway.Requests.Referrals;

/// <summary>How a Task goes on, as who does it says: laid over the Task as its source holds it at the moment of delivery, so that nothing else of it changes.</summary>
internal static class TaskReport
{
    /// <summary>Stands in the keys of steps that a provider takes through the gateway, and not in those of reports, which may tell of several steps at once.</summary>
    public const string StepMark = "-step-";

    private static readonly string[] s_said = ["status", "statusReason", "businessStatus", "lastModified", "executionPeriod"];
    private static readonly HashSet<string> s_ended = ["completed", "failed", "rejected", "cancelled", "entered-in-error"];

    public static bool IsOne(SourceChange change) => change is { Type: "Task", Locator: not null };

    /// <summary>The change as the source can make it; null, and what the attempt came to, when its Task cannot be had.</summary>
    public static async Task<(SourceChange? Change, DeliveryResult Result)> OverAsync(IResourceSource source, SourceChange report, CancellationToken cancellation)
    {
        var answer = await source.ReadAsync("Task", report.Locator!, cancellation);
        if (answer.State == SourceState.NothingKnown)
            return (null, DeliveryResult.Refused("The source has no such Task."));
        var task = answer.Records.SelectMany(r => r.Bundle["entry"]).SelectMany(e => e["resource"]).FirstOrDefault(r => r.Type.Name == "Task");
        if (task.IsNone)
            return (null, DeliveryResult.Failed($"The Task could not be read: {answer.State}."));
        if (IsOvertaken(task, report.Content))
            return (null, DeliveryResult.Delivered);

        // Another step may have been taken since this one was allowed.
        if (report.Key.Contains(StepMark, StringComparison.Ordinal) && !TaskSteps.IsAllowed(task.ChildText("status") ?? "", report.Content.ChildText("status") ?? ""))
            return (null, DeliveryResult.Refused("The Task has gone on meanwhile."));
        return s_ended.Contains(task.ChildText("status") ?? "") && task.ChildText("status") != report.Content.ChildText("status")
            ? (null, DeliveryResult.Refused("The Task has ended.")) : (report with { Content = Over(task, report.Content) }, DeliveryResult.Delivered);
    }

    // Reports may come days late, and must not set back what was said since. A report that has a day and no time counts for all of that day.
    private static bool IsOvertaken(Element task, Element report) =>
        Moment(report.ChildText("lastModified"), isEnd: true) is { } said && Moment(task.ChildText("lastModified"), isEnd: false) is { } now && said < now;

    // A day without time begins before what was written during it, and a Task's times must not go back.
    private static bool IsBefore(Element report, Element task) =>
        Moment(report.ChildText("lastModified"), isEnd: false) is { } said && Moment(task.ChildText("lastModified") ?? task.ChildText("authoredOn"), isEnd: false) is { } now && said < now;

    private static DateTimeOffset? Moment(string? text, bool isEnd) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? isEnd && text.Length <= 10 ? moment.AddDays(1) : moment : null;

    /// <summary>The Task with what the report says of its progress; outputs are added.</summary>
    public static Element Over(Element task, Element report)
    {
        var draft = task.Edit();
        foreach (var name in s_said)
        {
            if ((name != "statusReason" && !report[name].Any()) || (name == "lastModified" && IsBefore(report, task)))
                continue;
            draft.Remove(name);
            foreach (var part in report[name])
                draft.Put(part.Definition.JsonName, part);
        }

        foreach (var output in report["output"])
            draft.Put("output", output);
        return draft.Build();
    }
}
