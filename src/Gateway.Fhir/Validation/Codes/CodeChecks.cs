using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Questions;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>What is asked of codes: that their system has them, with that display, and that they are in the value sets that are due. What is not known is never wrong.</summary>
internal sealed class CodeChecks(ITerminology terminology, CodeMemory memory, HashSet<TerminologyQuestion> unanswered)
{
    private const int MaxKey = 256;
    private readonly QuestionRecorder _terminology = new(terminology, unanswered);

    /// <summary>Whether a code, Coding, Quantity or CodeableConcept (one of its codings) is in a value set.</summary>
    public Membership Membership(Element element, string valueSet) => Membership(element, ElementRules.Of(element.Definition), valueSet, valueSet);

    /// <summary>What a code system says of a code.</summary>
    public ConceptFinding Find(CodedValue code) => _terminology.Find(code);

    public bool? Subsumes(Element above, Element below) =>
        ElementMembership.CodedValueOf(above) is { System: { } system } high && ElementMembership.CodedValueOf(below) is { } low && low.System == system ? _terminology.Subsumes(system, high.Code, low.Code) : null;

    public void CheckBinding(Element element, ElementRules rules, BindingFacts binding, Findings findings)
    {
        if (binding.MaxValueSet.Length > 0 && IsCoded(element, rules) && Membership(element, rules, binding.MaxValueSet, binding.MaxValueSet) == Terminology.Membership.No)
            findings.Error(FaultKind.CodeInvalid, "binding-max", $"The code is not in the value set {binding.MaxValueSet}, beyond which none may be.", element);
        if (binding.Strength < BindingStrength.Extensible || (binding.Strength == BindingStrength.Extensible && findings.WantsErrorsOnly))
            return;
        var kind = rules.Kind;
        var isCoded = IsCoded(element, rules);
        if (!isCoded && kind is not (ElementKind.CodeableConcept or ElementKind.Coding or ElementKind.Code))
            return;
        var isError = binding.Strength == BindingStrength.Required;
        if (!isCoded)
            findings.Add(FaultKind.CodeInvalid, Rule(isError), $"There is no code, and one of the value set {binding.ValueSet} {(isError ? "is required" : "is due where one fits")}.", element, !isError);
        else if (Membership(element, rules, binding, binding.ValueSet) == Terminology.Membership.No)
            findings.Add(FaultKind.CodeInvalid, Rule(isError), $"The code is not in the value set {binding.ValueSet}, {(isError ? "which is required" : "from which one is due where one fits")}.", element, !isError);
    }

    /// <summary>Checks that a Coding's system has its code, and calls it what the Coding calls it.</summary>
    public void CheckCoding(Element coding, Findings findings)
    {
        var known = Known(coding);
        if (known is null)
            return;
        _terminology.Keep(known.Question);
        if (known.IsUnknown)
            findings.Error(FaultKind.CodeInvalid, "code-unknown", "The code system has no such code.", coding);
        else if (known.Display is not null)
            findings.Error(FaultKind.Value, "display", $"The display is none that the code system has for the code; it has: {known.Display}.", coding);
        if (known.IsInactive)
            findings.Note(FaultKind.BusinessRule, "code-inactive", "The code system marks the code as no longer in use.", coding);
    }

    private static string Rule(bool isError) => isError ? "binding-required" : "binding-extensible";

    private static bool IsCoded(Element element, ElementRules rules) =>
        rules.Kind == ElementKind.CodeableConcept ? !element["coding"].FirstOrNone().IsNone : rules.IsPrimitive ? element.HasValue : element.ChildText("code") is not null;

    private Membership Membership(Element element, ElementRules rules, object scope, string valueSet)
    {
        if (rules.Kind != ElementKind.CodeableConcept)
            return One(element, rules.IsPrimitive, scope, valueSet);
        var answer = Terminology.Membership.No;
        foreach (var coding in element["coding"])
        {
            var one = One(coding, false, scope, valueSet);
            if (one == Terminology.Membership.Yes)
                return one;
            answer = one == Terminology.Membership.Unknown ? one : answer;
        }

        return answer;
    }

    private Membership One(Element element, bool isCode, object scope, string valueSet)
    {
        Span<byte> space = stackalloc byte[MaxKey];
        scoped ReadOnlySpan<byte> key = [];
        if (CodedText.TryRead(element, isCode, out var text))
            key = isCode ? text.Code : text.Joined(space, withDisplay: false);
        if (!key.IsEmpty && memory.Memberships.Find(scope, key) is { } known)
        {
            _terminology.Keep(known.Question);
            return known.Answer;
        }

        if (ElementMembership.CodedValueOf(element) is not { } code)
            return Terminology.Membership.No;
        var answer = _terminology.IsMember(valueSet, code);
        if (!key.IsEmpty)
            memory.Memberships.Keep(scope, key, new KnownMembership(answer, QuestionRecorder.Open(valueSet, code, answer)));
        return answer;
    }

    private KnownCoding? Known(Element coding)
    {
        Span<byte> space = stackalloc byte[MaxKey];
        scoped ReadOnlySpan<byte> key = [];
        if (CodedText.TryRead(coding, false, out var text))
        {
            if (text.System.IsEmpty || text.Code.IsEmpty)
                return null;
            key = text.Joined(space, withDisplay: true);
            if (!key.IsEmpty && memory.Codings.Find(memory, key) is { } known)
                return known;
        }

        if (ElementMembership.CodedValueOf(coding) is not { System: not null } code)
            return null;
        var finding = terminology.Find(code);
        var isOtherwise = finding.State == ConceptState.Found && coding.ChildText("display") is { } display && finding.Displays.Count > 0 && !finding.IsCalled(display);
        var made = new KnownCoding(finding.State == ConceptState.UnknownCode, isOtherwise ? finding.Displays[0] : null, finding.IsInactive, QuestionRecorder.Open(code, finding));
        return key.IsEmpty ? made : memory.Codings.Keep(memory, key, made);
    }
}
