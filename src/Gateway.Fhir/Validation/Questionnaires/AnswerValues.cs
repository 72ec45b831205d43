using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>Comparing what was answered with what a questionnaire says.</summary>
internal static class AnswerValues
{
    /// <summary>The same answer: Codings by system and code, references by what they lead to, values of other types by value.</summary>
    public static bool AreSame(Element answer, Element other)
    {
        if (answer.Type.Name != other.Type.Name)
            return false;
        return answer.Type.Name switch
        {
            "Coding" => answer.ChildText("system") == other.ChildText("system") && answer.ChildText("code") == other.ChildText("code")
                && (answer.ChildText("code") is not null || answer.ChildText("display") == other.ChildText("display")),
            "Reference" => answer.ChildText("reference") == other.ChildText("reference"),
            "string" or "uri" or "boolean" => answer.Text == other.Text,
            _ => answer.Text is { } text && text == other.Text || Compare(answer, other) == 0,
        };
    }

    /// <summary>Which comes first; null where the values have no order.</summary>
    public static int? Compare(Element answer, Element other) => answer.Type.Name == other.Type.Name ? ElementOrder.Compare(answer, other) : null;
}
