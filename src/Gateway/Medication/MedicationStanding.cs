namespace Gateway.Medication;

/// <summary>Where a medicine stands in the words of one statement, whatever resource says it.</summary>
internal enum MedicationStanding
{
    Unknown,
    Planned,
    Current,
    Paused,
    Ended,

    /// <summary>It was due and not given.</summary>
    NotGiven,
}
