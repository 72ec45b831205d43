using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>What is asked of codes: that their system has them, with that display, and that they are in the value sets that are due. What is not known is never wrong.</summary>
internal sealed class CodeChecks(ITerminology terminology, HashSet<TerminologyQuestion> unanswered)
{
    private readonly QuestionRecorder _terminology = new(terminology, unanswered);

    /// <summary>Whether a code, Coding, Quantity or CodeableConcept (one of its codings) is in a value set.</summary>
    public Membership Membership(Element element, string valueSet) => _terminology.IsMember(valueSet, element);

    /// <summary>What a code system says of a code.</summary>
    public ConceptFinding Find(CodedValue code) => _terminology.Find(code);

    public bool? Subsumes(Element above, Element below) =>
        ElementMembership.CodedValueOf(above) is { System: { } system } high && ElementMembership.CodedValueOf(below) is { } low && low.System == system ? _terminology.Subsumes(system, high.Code, low.Code) : null;

    public void CheckBinding(Element element, ElementKind kind, BindingFacts binding, Findings findings)
    {
        if (binding.Strength < BindingStrength.Extensible || (binding.Strength == BindingStrength.Extensible && findings.WantsErrorsOnly))
            return;
        var isCoded = kind == ElementKind.CodeableConcept ? element["coding"].Any() : ElementMembership.CodedValueOf(element) is not null;
        if (!isCoded && kind is not (ElementKind.CodeableConcept or ElementKind.Coding or ElementKind.Code))
            return;
        if (kind == ElementKind.Code && !element.HasValue)
            isCoded = false;
        var isError = binding.Strength == BindingStrength.Required;
        var rule = isError ? "binding-required" : "binding-extensible";
        if (!isCoded)
            findings.Add(FaultKind.CodeInvalid, rule, $"There is no code, and one of the value set {binding.ValueSet} {(isError ? "is required" : "is due where one fits")}.", element, !isError);
        else if (Membership(element, binding.ValueSet) == Terminology.Membership.No)
            findings.Add(FaultKind.CodeInvalid, rule, $"The code is not in the value set {binding.ValueSet}, {(isError ? "which is required" : "from which one is due where one fits")}.", element, !isError);
    }

    /// <summary>Checks that a Coding's system has its code, and calls it what the Coding calls it.</summary>
    public void CheckCoding(Element coding, Findings findings)
    {
        if (ElementMembership.CodedValueOf(coding) is not { System: not null } code)
            return;
        var finding = _terminology.Find(code);
        if (finding.State == ConceptState.UnknownCode)
            findings.Error(FaultKind.CodeInvalid, "code-unknown", "The code system has no such code.", coding);
        else if (finding.State == ConceptState.Found && coding.ChildText("display") is { } display && finding.Displays.Count > 0 && !finding.Displays.Any(d => IsSame(d, display)))
            findings.Error(FaultKind.Value, "display", $"The display is none that the code system has for the code; it has: {finding.Displays[0]}.", coding);
        if (finding.IsInactive)
            findings.Note(FaultKind.BusinessRule, "code-inactive", "The code system marks the code as no longer in use.", coding);
    }

    // Case and the width of spaces make no other display.
    private static bool IsSame(string known, string given) =>
        string.Equals(known, given, StringComparison.OrdinalIgnoreCase) || string.Equals(Folded(known), Folded(given), StringComparison.OrdinalIgnoreCase);

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
