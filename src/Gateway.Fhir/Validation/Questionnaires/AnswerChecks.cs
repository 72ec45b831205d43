using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>Checks answers against what their question asks: their type, the answers that may be given, and how far they may go.</summary>
internal sealed class AnswerChecks(Element response, ValidationRun run, Findings findings)
{
    // HL7's validator takes these of any choice; whether they are among the options is another question.
    private static readonly string[] s_choices = ["Coding", "string", "integer", "date", "time", "Reference"];

    public void Check(Question question, GivenItem item)
    {
        var types = Types(question.Type);
        foreach (var value in item.Values)
        {
            if (types.Length > 0 && !types.Contains(value.Type.Name))
            {
                Error("response-type", $"The question {question.LinkId} is answered by a {string.Join(" or a ", types)}, not by a {value.Type.Name}.", value);
                continue;
            }

            CheckOption(question, value);
            CheckBounds(question.Bounds, value);
        }

        if (item.Answers.Count > 1 && question.Options.Any(o => o.IsExclusive && item.Values.Any(v => AnswerValues.AreSame(v, o.Value))))
            Error("response-option", $"An answer to the question {question.LinkId} allows no other beside it.", item.Element);
    }

    private static string[] Types(string item) => item switch
    {
        "url" => ["uri"],
        "text" => ["string"],
        "attachment" => ["Attachment"],
        "reference" => ["Reference"],
        "quantity" => ["Quantity"],
        "choice" or "open-choice" => s_choices,
        "boolean" or "decimal" or "integer" or "date" or "dateTime" or "time" or "string" => [item],
        _ => [],
    };

    private void CheckOption(Question question, Element value)
    {
        // An open choice may be answered in words of one's own.
        var isText = value.Type.Name == "string";
        if (isText && question.Type == "open-choice")
            return;
        if (question.Options.Count > 0 && !question.Options.Any(o => AnswerValues.AreSame(value, o.Value)))
            Error("response-option", $"The answer is none of those that the question {question.LinkId} offers.", value);
        else if (question.ValueSet is { } set && (value.Type.Name == "Coding" || (isText && question.Type is "string" or "text")) && run.Codes.Membership(value, set) == Membership.No)
            Error("response-option", $"The answer is not in the value set {set}, from which the question {question.LinkId} is answered.", value);
    }

    private void CheckBounds(AnswerBounds bounds, Element value)
    {
        if (value.Type.Name is "string" or "uri" && value.Text is { } text)
        {
            var length = text.EnumerateRunes().Count();
            if (length > bounds.MaxLength)
                Error("response-length", $"The answer has more than {bounds.MaxLength} characters.", value);
            if (length < bounds.MinLength)
                Error("response-length", $"The answer has fewer than {bounds.MinLength} characters.", value);
        }

        if (value.Type.Name == "decimal" && value.Text is { } number && number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && number.Length - point - 1 > bounds.MaxDecimals)
            Error("response-decimals", $"The answer has more than {bounds.MaxDecimals} decimals.", value);
        if (bounds.MediaTypes.Count > 0 && value.Type.Name == "Attachment" && value.ChildText("contentType") is { } media && !bounds.MediaTypes.Contains(media))
            Error("response-media", $"The attachment is to be {string.Join(" or ", bounds.MediaTypes)}.", value);
        if (bounds.Units.Count > 0 && value.Type.Name == "Quantity" && !bounds.Units.Any(u => u.ChildText("system") == value.ChildText("system") && u.ChildText("code") == value.ChildText("code")))
            Error("response-unit", "The unit is none of those that the question allows.", value);
        CheckBound(value, bounds.Min, isMin: true);
        CheckBound(value, bounds.Max, isMin: false);
    }

    private void CheckBound(Element value, Element bound, bool isMin)
    {
        if (bound.IsNone || bound.Type.Name != value.Type.Name)
            return;
        var order = AnswerValues.Compare(value, bound);
        if (isMin ? order < 0 : order > 0)
            Error(isMin ? "response-min" : "response-max", $"The answer is {(isMin ? "below the least" : "above the most")} that the question allows.", value);
        else if (order is null && value.Type.Name == "Quantity")
            Error(isMin ? "response-min" : "response-max", "The quantity cannot be compared with the bound that the question sets.", value);
    }

    private void Error(string rule, string message, Element at) => findings.Error(FaultKind.BusinessRule, rule, message, at, response);
}
