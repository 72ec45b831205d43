using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of code systems (http://hl7.org/fhir/R4/codesystem.html).</summary>
internal static class CodeSystemChecks
{
    public static void Check(Element system, Surroundings around, ValidationRun run, Findings findings)
    {
        var content = system.ChildText("content");
        if (content == "complete" && system.ChildText("count") is { } count && uint.Parse(count, CultureInfo.InvariantCulture) != Count(system))
            findings.Error(FaultKind.BusinessRule, "code-system-count", "The code system is complete, and does not have as many concepts as it says.", system);
        if (system.ChildText("supplements") is { } supplemented)
            CheckSupplement(system, content, supplemented.Split('|')[0], run, findings);
        else if (content == "supplement")
            findings.Error(FaultKind.BusinessRule, "code-system-supplement", "A supplement says which code system it supplements.", system);
    }

    private static int Count(Element holder)
    {
        var count = 0;
        foreach (var concept in holder["concept"])
            count += 1 + Count(concept);
        return count;
    }

    private static void CheckSupplement(Element system, string? content, string supplemented, ValidationRun run, Findings findings)
    {
        if (content != "supplement")
            findings.Error(FaultKind.BusinessRule, "code-system-supplement", "A code system that supplements another has the content supplement.", system);
        foreach (var concept in Concepts(system))
            if (concept.ChildText("code") is { } code && run.Codes.Find(new CodedValue(supplemented, code)).State == ConceptState.UnknownCode)
                findings.Error(FaultKind.BusinessRule, "code-system-supplement", "A supplement declares no code that the code system it supplements does not have.", concept, system);
    }

    private static IEnumerable<Element> Concepts(Element holder) => holder["concept"].SelectMany(c => Concepts(c).Prepend(c));
}
