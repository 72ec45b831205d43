using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>Asks on, and keeps the questions that found no answer.</summary>
internal sealed class AskedTerminology(ITerminology inner, HashSet<CodeQuestion> unanswered) : ITerminology
{
    public Membership IsMember(string valueSet, CodedValue code)
    {
        var answer = inner.IsMember(valueSet, code);
        if (answer == Membership.Unknown)
            unanswered.Add(new CodeQuestion(valueSet, code));
        return answer;
    }

    public ConceptFinding Find(CodedValue code)
    {
        var finding = inner.Find(code);
        if (finding.State is ConceptState.UnknownSystem or ConceptState.NotInPart)
            unanswered.Add(new CodeQuestion("", code));
        return finding;
    }

    public bool? Subsumes(string system, string above, string below) => inner.Subsumes(system, above, below);
}
