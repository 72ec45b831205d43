namespace Gateway.Medication;

/// <summary>What kind of knowledge of medicines a statement rests on, or a source holds.</summary>
[Flags]
internal enum MedicationEvidence
{
    None = 0,

    /// <summary>The person says it.</summary>
    Declared = 1,

    /// <summary>A prescriber, or the record that a prescriber keeps, says it.</summary>
    Prescribed = 2,

    /// <summary>Staff in custody gave it, or did not.</summary>
    Given = 4,
}
