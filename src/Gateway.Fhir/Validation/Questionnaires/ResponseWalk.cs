using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>Checks the items of a response against those of its questionnaire, as HL7's validator does: what is due and not there is a warning as long as the response is in progress.</summary>
internal sealed class ResponseWalk
{
    private readonly Element _response;
    private readonly Questionnaire _form;
    private readonly Findings _findings;
    private readonly AnswerChecks _answers;
    private readonly GivenItem _given;
    private readonly GivenAnswers _index;
    private readonly bool _isInProgress;

    public ResponseWalk(Element response, Questionnaire form, ValidationRun run, Findings findings)
    {
        (_response, _form, _findings) = (response, form, findings);
        _answers = new AnswerChecks(response, run, findings);
        var all = new List<GivenItem>();
        _given = GivenItem.Of(response, all);
        _index = new GivenAnswers(all);
        _isInProgress = response.ChildText("status") == "in-progress";
    }

    public void Check() => CheckItems(null, _form.Items, _given.Items, _given, _response);

    private void CheckItems(Question? holder, IReadOnlyList<Question> questions, IReadOnlyList<GivenItem> items, GivenItem within, Element at)
    {
        if (questions.Count == 0 && items.Count == 0)
            return;
        var given = new List<GivenItem>?[questions.Count];
        var last = -1;
        foreach (var item in items)
        {
            if (item.LinkId is not { } link)
                continue;
            if (!_form.ByLink.TryGetValue(link, out var question))
            {
                Error("response-link", "The questionnaire has no item of this linkId.", item.Element);
            }
            else if (question.Holder != holder)
            {
                Error("response-place", "The questionnaire has this item in another place.", item.Element);
            }
            else
            {
                if (question.Place < last)
                    Error("response-order", "The items are not in the order of the questionnaire.", item.Element);
                last = question.Place;
                (given[question.Place] ??= []).Add(item);
            }
        }

        foreach (var question in questions)
            CheckQuestion(question, given[question.Place], within, at);
    }

    private void CheckQuestion(Question question, List<GivenItem>? items, GivenItem within, Element at)
    {
        if (items is null)
        {
            if (question.IsRequired && IsEnabled(question, within))
                Missing(question, at);
            return;
        }

        if (items.Count > 1 && !question.Repeats)
            Error("response-repeats", $"The item {question.LinkId} is there {items.Count} times, and does not repeat.", items[1].Element);
        foreach (var item in items)
            CheckItem(question, item);
    }

    private void CheckItem(Question question, GivenItem item)
    {
        if (item.Element.ChildText("text") is { } text && question.Text.Length > 0 && text != question.Text)
            Error("response-text", "The text is another than that of the questionnaire.", item.Element);
        if (!IsEnabled(question, item))
        {
            if (item.Answers.Count > 0)
                Error("response-disabled", $"The item {question.LinkId} has an answer, and what it depends on was not answered so that it is asked.", item.Element);
        }
        else if (question.IsRequired && !question.IsDisplay && (question.IsGroup ? item.Items.Count : item.Answers.Count) == 0)
        {
            Missing(question, item.Element);
        }

        if (question.IsGroup || question.IsDisplay)
            CheckGroup(question, item);
        else
            CheckAnswers(question, item);
    }

    private void CheckGroup(Question question, GivenItem item)
    {
        if (item.Answers.Count > 0)
            Error("response-type", $"The item {question.LinkId} is no question, and has an answer.", item.Element);
        if (question.IsGroup)
            CheckItems(question, question.Items, item.Items, item, item.Element);
        else if (item.Items.Count > 0)
            Error("response-type", $"The item {question.LinkId} is a text to be shown, and has items.", item.Element);
    }

    private void CheckAnswers(Question question, GivenItem item)
    {
        if (item.Answers.Count > 1 && !question.Repeats)
            Error("response-repeats", $"The question {question.LinkId} takes one answer, and has {item.Answers.Count}.", item.Element);
        if (item.Items.Count > 0)
            Error("response-type", $"What lies below the question {question.LinkId} lies in its answer.", item.Element);
        _answers.Check(question, item);
        foreach (var (answer, items) in item.Answers)
            CheckItems(question, question.Items, items, item, answer);
    }

    private bool IsEnabled(Question question, GivenItem from)
    {
        if (question.Conditions.Count == 0)
            return true;
        bool IsMet(EnableCondition condition) => condition.IsMet(_index.Nearest(condition.Question, from));
        return question.IsEnabledByAny ? question.Conditions.Any(IsMet) : question.Conditions.All(IsMet);
    }

    private void Missing(Question question, Element at) =>
        _findings.Add(FaultKind.Required, "response-required", $"The item {question.LinkId} is required, and there is no answer to it.", at, isWarning: _isInProgress, from: _response);

    private void Error(string rule, string message, Element at) => _findings.Error(FaultKind.BusinessRule, rule, message, at, _response);
}
