namespace Gateway.Medication;

/// <summary>Statements on one medicine that do not agree.</summary>
/// <param name="Kinds">What it is; prescribed and neither declared nor given is both.</param>
/// <param name="Severity">high, moderate or low.</param>
/// <param name="Facts">The statements.</param>
/// <param name="Text">What a clinician reads.</param>
internal sealed record MedicationDisagreement(IReadOnlyList<DisagreementKind> Kinds, string Severity, IReadOnlyList<MedicationFact> Facts, string Text);
