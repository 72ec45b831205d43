using System.Globalization;
using Gateway.Endpoints.Fhir;
using Gateway.Federation.Asking;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Sources;

namespace Gateway.Federation.Completeness;

/// <summary>
/// Says of an answer who was asked and what each did: one issue a source, coded, with the age of its data. "Nothing is known" and "did not answer" bear different
/// codes, severities and words. The note that data may be withheld is the same on every answer to everybody, and so says nothing about this one.
/// </summary>
internal static class CompletenessOutcome
{
    public const string System = "https://health-justice.example/fhir/CodeSystem/completeness";
    public const string SourceSystem = "https://health-justice.example/fhir/CodeSystem/source";

    /// <summary>What is said with every answer about somebody.</summary>
    public const string WithheldNote = "Information may be withheld from any answer by law, consent or policy. This note stands on every answer, whether or not anything is withheld.";

    private static OutcomeIssue NoteIssue => new("information", "informational", WithheldNote) { Codings = [(System, "withheld-note", null)] };

    /// <summary>What is said to who may not know who was asked: the note that stands on every answer.</summary>
    public static Element Note { get; } = Outcome.Of(NoteIssue);

    /// <summary>The outcome of a search that was answered.</summary>
    /// <param name="found">What was found, from whom.</param>
    /// <param name="faults">What the caller should know of the query.</param>
    /// <param name="isFailed">True when incompleteness is the answer's failure, not its footnote.</param>
    public static Element Of(SearchOutcome found, IReadOnlyList<Fault> faults, bool isFailed = false)
    {
        var issues = found.Reports.Select(r => Issue(r, isFailed)).ToList();
        if (found.IsContested)
            issues.Add(new OutcomeIssue("warning", "conflict", "Records of this person give different NHS or PNC numbers. Only those that are certain to belong together are shown together."));
        if (found.Result.IsIncludedCut)
            issues.Add(new OutcomeIssue("warning", "too-costly", "There is more to include than is given."));
        issues.Add(NoteIssue);
        return Outcome.Of(issues, faults);
    }

    /// <summary>The code of what a source did, in our code system and in metrics.</summary>
    public static string Code(SourceState state) => state switch
    {
        SourceState.Answered => "answered",
        SourceState.NothingKnown => "nothing-known",
        SourceState.NotLinked => "not-linked",
        SourceState.TimedOut => "timed-out",
        SourceState.BreakerOpen => "breaker-open",
        SourceState.Throttled => "throttled",
        SourceState.Partly => "partly",
        _ => "failed",
    };

    private static OutcomeIssue Issue(SourceReport report, bool isFailed)
    {
        var state = report.IsCut || (report.NeedsPerson && report.State is SourceState.Answered or SourceState.NothingKnown) ? SourceState.Partly : report.State;
        return new OutcomeIssue(report.IsMissing || report.NeedsPerson ? isFailed ? "error" : "warning" : "information", IssueCode(state), $"{report.Source.Title}: {Words(report)}")
        {
            Codings = [(System, Code(state), null), (SourceSystem, report.Source.Name, report.Source.Title)],
            AsOf = report.AsOf,
        };
    }

    private static string IssueCode(SourceState state) => state switch
    {
        SourceState.TimedOut => "timeout",
        SourceState.BreakerOpen => "transient",
        SourceState.Throttled => "throttled",
        SourceState.Failed or SourceState.Partly => "incomplete",
        _ => "informational",
    };

    private static string Words(SourceReport report) => report.State switch
    {
        _ when report.IsCut => "answered in part: it has more records than could be taken. Narrow the search.",
        SourceState.Answered or SourceState.NothingKnown when report.NeedsPerson => "answered in part: for the rest it can be asked about named persons only.",
        SourceState.Answered => $"answered{Age(report)}.",
        SourceState.NothingKnown => $"answered{Age(report)}: it knows nothing of what was asked.",
        SourceState.NotLinked when report.NeedsPerson => "was not asked: it can be asked about named persons only.",
        SourceState.NotLinked => "was not asked: no record there is known to be this person's.",
        SourceState.TimedOut => "did not answer in time. What it knows is missing here.",
        SourceState.BreakerOpen => "is not being asked for the moment, because it failed too often of late. What it knows is missing here.",
        SourceState.Throttled => "takes no more questions for the moment. What it knows is missing here.",
        SourceState.Partly => "answered in part; some of what it knows could not be read and is missing here.",
        _ => "failed. What it knows is missing here.",
    };

    private static string Age(SourceReport report) =>
        report.AsOf is { } time ? $", as of {time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : "";
}
