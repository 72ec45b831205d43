namespace Gateway.Medication;

/// <summary>Where one source, by one kind of evidence, stands on one medicine.</summary>
internal sealed record MedicationPosition
{
    public required MedicationSource Source { get; init; }

    public required MedicationEvidence Evidence { get; init; }

    /// <summary>The treatments, those of the latest telling only where a later one takes the place of those before.</summary>
    public required IReadOnlyList<MedicationTherapy> Therapies { get; init; }

    public IEnumerable<MedicationTherapy> Current => Therapies.Where(t => t.IsCurrent);

    public bool IsCurrent => Current.Any();

    /// <summary>True when all that it says of is over.</summary>
    public bool IsEnded => !IsCurrent && Therapies.Any(t => t.Lead.Standing == MedicationStanding.Ended);

    /// <summary>The latest that it says.</summary>
    public MedicationFact Latest => Therapies.Select(t => t.Lead).OrderByDescending(f => f.At ?? DateTimeOffset.MinValue).First();

    /// <summary>The facts that its stand rests on: of the treatments that run, else of the latest.</summary>
    public IReadOnlyList<MedicationFact> Leads => IsCurrent ? [.. Current.Select(t => t.Lead)] : [Latest];

    public static MedicationPosition Of(MedicationSource source, MedicationEvidence evidence, IReadOnlyList<MedicationFact> facts)
    {
        var therapies = MedicationTherapy.Of(facts);
        if (evidence != MedicationEvidence.Prescribed && therapies.Max(t => t.Lead.At) is { } latest)
            therapies = [.. therapies.Where(t => evidence == MedicationEvidence.Given ? t.Lead.At == latest : t.Lead.At?.Date == latest.Date)];
        return new MedicationPosition { Source = source, Evidence = evidence, Therapies = therapies };
    }
}
