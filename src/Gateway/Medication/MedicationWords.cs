using System.Globalization;
using Gateway.Sources;

namespace Gateway.Medication;

/// <summary>Says facts, sources and ages in words.</summary>
internal sealed class MedicationWords(DateTimeOffset now)
{
    /// <summary>Who says what of a medicine, in one line.</summary>
    public string Of(MedicationGroup group) =>
        $"{group.Ingredient.Label}: {string.Join("; ", group.Positions.SelectMany(p => p.Leads).Select(f => f == group.Positions[0].Leads[0] ? Of(f) : Small(Of(f))))}.";

    /// <summary><c>Declared in custody (Essex Police custody): Sertraline 50mg tablets, one tablet, once a day; active; 4 July 2026, 3 hours ago</c></summary>
    public string Of(MedicationFact fact)
    {
        var what = fact.Dose is { } dose && dose.Text.Length > 0 ? $"{fact.Medicine ?? "a medicine without a name"}, {dose.Text.Trim()}" : fact.Medicine ?? "a medicine without a name";
        var when = fact.At is { } at ? $"{Day(at)}, {Ago(at)}" : "no date";
        var ended = fact.EndedAt is { } end && !fact.IsCurrent ? $", ended {Day(end)}" : "";
        return $"{Verb(fact)} ({fact.Source.Title}): {what}; {Standing(fact)}; {when}{ended}";
    }

    /// <summary>What became of asking a source.</summary>
    public string Of(MedicationSource source)
    {
        var age = source.AsOf is { } asOf ? $", as of {asOf.UtcDateTime.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC ({Ago(asOf)})" : "";
        return source.State switch
        {
            SourceState.Answered => $"{source.Title} answered{age}.",
            SourceState.NothingKnown => $"{source.Title} answered that it has nothing of the kind{age}.",
            SourceState.NotLinked => $"{source.Title} was not asked: none of the person's numbers is one that it knows people by.",
            SourceState.TimedOut => $"{source.Title} did not answer in its time. It may hold more.",
            SourceState.BreakerOpen => $"{source.Title} is not being asked for a while, because it failed too often. It may hold more.",
            SourceState.Throttled => $"{source.Title} takes no more questions for a while. It may hold more.",
            SourceState.Partly => $"{source.Title} answered in part{age}. It may hold more.",
            _ => $"{source.Title} failed to answer. It may hold more.",
        };
    }

    private string Ago(DateTimeOffset then)
    {
        var age = now - then;
        return age < -TimeSpan.FromMinutes(1) ? "still to come"
            : age.TotalMinutes < 1 ? "just now"
            : age.TotalHours < 1 ? Count((int)age.TotalMinutes, "minute")
            : age.TotalDays < 1 ? Count((int)age.TotalHours, "hour")
            : age.TotalDays < 60 ? Count((int)age.TotalDays, "day")
            : age.TotalDays < 730 ? Count((int)(age.TotalDays / 30.44), "month")
            : Count((int)(age.TotalDays / 365.25), "year");
    }

    private static string Count(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")} ago");

    private static string Day(DateTimeOffset time) => time.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Verb(MedicationFact fact) => (fact.Evidence, fact.Resource.Type.Name) switch
    {
        (MedicationEvidence.Declared, _) => fact.Source.Holds.HasFlag(MedicationEvidence.Declared) ? "Declared in custody" : "Declared by the person",
        (MedicationEvidence.Given, _) => fact.Standing == MedicationStanding.NotGiven ? "Not given" : "Given",
        (_, "MedicationDispense") => "Dispensed",
        _ => "Prescribed",
    };

    private static string Standing(MedicationFact fact) =>
        fact is { Reason: { } reason, Standing: MedicationStanding.NotGiven or MedicationStanding.Ended or MedicationStanding.Paused } ? $"{fact.Status} ({reason})" : fact.Status;

    private static string Small(string text) => $"{char.ToLowerInvariant(text[0])}{text[1..]}";
}
