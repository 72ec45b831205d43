namespace Gateway.Medication;

/// <summary>A kind of disagreement, as the code system <c>medication-disagreement</c> has it.</summary>
internal sealed record DisagreementKind(string Code, string Display)
{
    public const string System = "https://health-justice.example/fhir/CodeSystem/medication-disagreement";

    public static DisagreementKind DifferingDose { get; } = new("differing-dose", "Doses differ");

    public static DisagreementKind DoseNotComparable { get; } = new("dose-not-comparable", "Doses cannot be compared");

    public static DisagreementKind StoppedAndActive { get; } = new("stopped-and-active", "Stopped and active");

    public static DisagreementKind PrescribedNotDeclared { get; } = new("prescribed-not-declared", "Prescribed, not declared");

    public static DisagreementKind PrescribedNotGiven { get; } = new("prescribed-not-given", "Prescribed, not given");

    public static DisagreementKind DeclaredNotPrescribed { get; } = new("declared-not-prescribed", "Declared, not prescribed");

    public static DisagreementKind DuplicateTherapy { get; } = new("duplicate-therapy", "Prescribed twice");
}
