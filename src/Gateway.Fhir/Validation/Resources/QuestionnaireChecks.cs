using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of questionnaires beyond their invariants (http://hl7.org/fhir/R4/questionnaire.html).</summary>
internal static class QuestionnaireChecks
{
    public static void Check(Element questionnaire, Surroundings around, ValidationRun run, Findings findings)
    {
        var links = Items(questionnaire).Select(i => i.ChildText("linkId")).ToHashSet();
        foreach (var condition in Items(questionnaire).SelectMany(i => i["enableWhen"]))
            if (condition.ChildText("question") is { } question && !links.Contains(question))
                findings.Error(FaultKind.BusinessRule, "enable-when", "A condition asks about a question that the questionnaire does not have.", condition, questionnaire);
    }

    private static IEnumerable<Element> Items(Element holder) => holder["item"].SelectMany(i => Items(i).Prepend(i));
}
