using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Questionnaires;
using Gateway.Fhir.Validation.References;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of a response by its questionnaire (http://hl7.org/fhir/R4/questionnaireresponse.html), where that is loaded or contained.</summary>
internal static class QuestionnaireResponseChecks
{
    public static void Check(Element response, Surroundings around, ValidationRun run, Findings findings)
    {
        if (response.ChildText("questionnaire") is not { } canonical)
            findings.Note(FaultKind.Informational, "questionnaire-none", "The response names no questionnaire, so its answers are not checked.", response);
        else if (Find(canonical, around, run) is { } form)
            new ResponseWalk(response, form, run, findings).Check();
        else
            findings.Note(FaultKind.NotFound, "questionnaire-unknown", "The questionnaire is not loaded, so the answers are not checked.", response);
    }

    private static Questionnaire? Find(string canonical, Surroundings around, ValidationRun run)
    {
        if (!canonical.StartsWith('#'))
            return run.Options.Questionnaires.Find(canonical);
        return ReferenceTargets.Contained(around.Container, canonical[1..]) is { IsNone: false } contained && contained.Type.Name == "Questionnaire" ? QuestionnaireReader.Read(contained) : null;
    }
}
