using Gateway.Sources;

namespace Gateway.Medication;

/// <summary>What became of asking one source for medication.</summary>
internal sealed record MedicationSource
{
    /// <summary>The name in configuration, as the resources name it.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people know it by.</summary>
    public required string Title { get; init; }

    /// <summary>What it can know of medicines; a source of none is not counted on.</summary>
    public required MedicationEvidence Holds { get; init; }

    public required SourceState State { get; init; }

    /// <summary>When what it said was true.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>True when it answered in full, with records or with nothing.</summary>
    public bool HasAnswered => State is SourceState.Answered or SourceState.NothingKnown;

    /// <summary>True when it may hold what it did not say.</summary>
    public bool HasFailed => !HasAnswered && State != SourceState.NotLinked;

    /// <summary>What sources of a kind can know of medicines.</summary>
    public static MedicationEvidence EvidenceOf(string kind) => kind switch
    {
        "custody" or "ledger" => MedicationEvidence.Declared,
        "trust" => MedicationEvidence.Prescribed,
        "case-system" => MedicationEvidence.Given | MedicationEvidence.Prescribed, // health requests say what custody is to see given
        _ => MedicationEvidence.None,
    };
}
