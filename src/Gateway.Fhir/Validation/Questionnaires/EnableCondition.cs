using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>What must be answered elsewhere for a question to be asked.</summary>
/// <param name="Question">The linkId of the other question.</param>
/// <param name="Operator">A code of http://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html.</param>
/// <param name="Answer">What its answers are compared with.</param>
internal sealed record EnableCondition(string Question, string Operator, Element Answer)
{
    /// <summary>Whether the answers meet it: as HL7's validator has it, one that does is enough, and where there is none only <c>exists</c> can be met.</summary>
    public bool IsMet(IReadOnlyList<Element> answers) =>
        Operator == "exists" ? answers.Count > 0 == (Answer.Text == "true") : answers.Any(Holds);

    private bool Holds(Element answer) => Operator switch
    {
        "=" => AnswerValues.AreSame(answer, Answer),
        "!=" => !AnswerValues.AreSame(answer, Answer),
        ">" => AnswerValues.Compare(answer, Answer) > 0,
        "<" => AnswerValues.Compare(answer, Answer) < 0,
        ">=" => AnswerValues.Compare(answer, Answer) >= 0,
        "<=" => AnswerValues.Compare(answer, Answer) <= 0,
        _ => false,
    };
}
