using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>Whether the expressions that give a value set's filters their values are FHIRPath over parameters that the value set declares.</summary>
internal static partial class ValueSetParameters
{
    private const string Declared = "http://hl7.org/fhir/tools/StructureDefinition/valueset-parameter";
    private const string Expression = "http://hl7.org/fhir/StructureDefinition/cqf-expression";

    public static void Check(Element valueSet, Element filter, Findings findings)
    {
        foreach (var extension in filter["value"].SelectMany(v => v["extension"]).Concat(filter["extension"]).Where(e => e.ChildText("url") == Expression))
            foreach (var expression in extension["value"])
                CheckExpression(valueSet, expression, findings);
    }

    private static void CheckExpression(Element valueSet, Element expression, Findings findings)
    {
        if (expression.ChildText("language") != "text/fhirpath")
        {
            findings.Error(FaultKind.Value, "value-set-parameter", "The expressions of a value set are text/fhirpath.", expression, valueSet);
            return;
        }

        var names = valueSet["extension"].Where(e => e.ChildText("url") == Declared)
            .SelectMany(e => e["extension"]).Where(e => e.ChildText("url") == "name").Select(e => e.ChildText("value")).ToHashSet();
        foreach (Match variable in Variable().Matches(expression.ChildText("expression") ?? ""))
            if (!names.Contains(variable.Groups[1].Value))
                findings.Error(FaultKind.BusinessRule, "value-set-parameter", "The expression names a parameter that the value set does not declare.", expression, valueSet);
    }

    // Parameters of value sets may have hyphens, which FHIRPath's own names have not.
    [GeneratedRegex("%([A-Za-z][A-Za-z0-9_-]*)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
