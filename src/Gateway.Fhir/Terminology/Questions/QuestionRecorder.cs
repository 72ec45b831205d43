namespace Gateway.Fhir.Terminology.Questions;

/// <summary>
/// Answers from what is loaded and keeps the questions that this could not answer, so that a terminology server can be asked them all at once: run with a
/// recorder, have the questions answered, run again with the <see cref="AnsweredTerminology"/>. For one run on one thread.
/// </summary>
public sealed class QuestionRecorder(ITerminology loaded, HashSet<TerminologyQuestion> questions) : ITerminology
{
    /// <summary>The most questions that are kept; content that asks more is not worth a server's time.</summary>
    public const int MaxQuestions = 2000;

    public Membership IsMember(string valueSet, CodedValue code)
    {
        var answer = loaded.IsMember(valueSet, code);
        if (answer == Membership.Unknown)
            Keep(new MemberQuestion(valueSet, code));
        return answer;
    }

    public ConceptFinding Find(CodedValue code)
    {
        var answer = loaded.Find(code);
        if (answer.State is ConceptState.UnknownSystem or ConceptState.NotInPart && code.System is not null)
            Keep(new ConceptQuestion(code));
        return answer;
    }

    public bool? Subsumes(string system, string above, string below)
    {
        var answer = loaded.Subsumes(system, above, below);
        if (answer is null)
            Keep(new SubsumptionQuestion(system, above, below));
        return answer;
    }

    private void Keep(TerminologyQuestion question)
    {
        if (questions.Count < MaxQuestions)
            questions.Add(question);
    }
}
