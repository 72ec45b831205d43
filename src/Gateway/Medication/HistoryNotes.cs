namespace Gateway.Medication;

/// <summary>What the List says in words.</summary>
internal static class HistoryNotes
{
    /// <summary>One note on each source that may hold medication, then one on each medicine.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<MedicationSource> sources, IReadOnlyList<MedicationGroup> groups, MedicationWords words) =>
        [.. sources.Where(s => s.Holds != MedicationEvidence.None).Select(words.Of), .. groups.Select(words.Of)];

    /// <summary>
    /// Why a List is empty (http://hl7.org/fhir/R4/valueset-list-empty-reason.html). None known is said only when every source that may hold medication has answered
    /// that it has none, and even then of the systems that were asked, not of the person.
    /// </summary>
    public static (string Code, string Display, string Text) EmptyReason(IReadOnlyList<MedicationSource> sources)
    {
        var holders = sources.Where(s => s.Holds != MedicationEvidence.None).ToArray();
        var silent = holders.Where(s => !s.HasAnswered).Select(s => s.Title).ToArray();
        return holders.Length == 0 ? ("unavailable", "Unavailable", "No system that holds medication was asked.")
            : silent.Length > 0 ? ("unavailable", "Unavailable", $"Not known: no answer, or no full one, from {string.Join(", ", silent)}.")
            : ("nilknown", "Nil Known", $"None recorded in the systems asked: {string.Join(", ", holders.Select(s => s.Title))}. The person may take medicines all the same.");
    }
}
