using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of search parameters (http://hl7.org/fhir/R4/searchparameter.html).</summary>
internal static class SearchParameterChecks
{
    public static void Check(Element parameter, Surroundings around, ValidationRun run, Findings findings)
    {
        var type = parameter.ChildText("type");
        if (type == "composite" && parameter["component"].Count() < 2)
            findings.Error(FaultKind.BusinessRule, "search-composite", "A composite search parameter has two components or more.", parameter);
        if (parameter.ChildText("derivedFrom") is not { } from || R4Definitions.SearchParameters.FirstOrDefault(p => p.Url == from.Split('|')[0]) is not { } origin)
            return;
        if (type is not null && origin.Type != type)
            findings.Error(FaultKind.BusinessRule, "search-derived", $"The search parameter derives from one of another type, {origin.Type}.", parameter);
        if (parameter["base"].Any(b => b.Text is { } name && !origin.Bases.Contains(name) && !origin.Bases.Any(o => o is "Resource" or "DomainResource")))
            findings.Error(FaultKind.BusinessRule, "search-derived", "The search parameter searches types that the one it derives from does not.", parameter);
    }
}
