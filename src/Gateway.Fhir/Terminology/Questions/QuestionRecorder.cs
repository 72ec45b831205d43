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
        Keep(Open(valueSet, code, answer));
        return answer;
    }

    public ConceptFinding Find(CodedValue code)
    {
        var answer = loaded.Find(code);
        Keep(Open(code, answer));
        return answer;
    }

    public bool? Subsumes(string system, string above, string below)
    {
        var answer = loaded.Subsumes(system, above, below);
        if (answer is null)
            Keep(new SubsumptionQuestion(system, above, below));
        return answer;
    }

    /// <summary>The question that an answer leaves open; null where it leaves none.</summary>
    internal static TerminologyQuestion? Open(string valueSet, CodedValue code, Membership answer) =>
        answer == Membership.Unknown ? new MemberQuestion(valueSet, code) : null;

    internal static TerminologyQuestion? Open(CodedValue code, ConceptFinding answer) =>
        answer.State is ConceptState.UnknownSystem or ConceptState.NotInPart && code.System is not null ? new ConceptQuestion(code) : null;

    /// <summary>Keeps a question that is known to be open.</summary>
    internal void Keep(TerminologyQuestion? question)
    {
        if (question is not null && questions.Count < MaxQuestions)
            questions.Add(question);
    }
}
