using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.CheckDigits;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.Resources;

/// <summary>What is asked of value sets (http://hl7.org/fhir/R4/valueset.html): systems by absolute URL, codes that those have, filters that mean something.</summary>
internal static class ValueSetChecks
{
    private const string Snomed = "http://snomed.info/sct";
    private static readonly string[] s_conceptProperties = ["concept", "code", "parent", "child"];
    private static readonly string[] s_booleans = ["notSelectable", "inactive"];
    private static readonly string[] s_hierarchyOperations = ["is-a", "descendent-of", "is-not-a", "generalizes"];

    public static void Check(Element valueSet, Surroundings around, ValidationRun run, Findings findings)
    {
        foreach (var compose in valueSet["compose"])
            foreach (var include in compose["include"].Concat(compose["exclude"]))
                CheckInclude(valueSet, include, run, findings);
    }

    private static void CheckInclude(Element valueSet, Element include, ValidationRun run, Findings findings)
    {
        if (include.ChildText("system") is not { } system)
            return;
        if (!Uris.IsAbsolute(system))
            findings.Error(FaultKind.Value, "value-set-system", "A code system is named by an absolute URL.", include, valueSet);
        foreach (var concept in include["concept"])
            if (concept.ChildText("code") is { } code && IsUnknown(system, code, include.ChildText("version"), run))
                findings.Error(FaultKind.BusinessRule, "value-set-code", "The code system has no such code.", concept, valueSet);
        foreach (var filter in include["filter"])
        {
            ValueSetParameters.Check(valueSet, filter, findings);
            if (FilterFault(filter, system, run) is { } fault)
                findings.Error(FaultKind.Value, "value-set-filter", fault, filter, valueSet);
        }
    }

    // A number that is none of SNOMED CT's is told without SNOMED CT.
    private static bool IsUnknown(string system, string code, string? version, ValidationRun run) =>
        system == Snomed ? !code.AsSpan().ContainsAnyExceptInRange('0', '9') && !SnomedIdentifier.IsConcept(code)
        : run.Codes.Find(new CodedValue(system, code, version)).State == ConceptState.UnknownCode;

    private static string? FilterFault(Element filter, string system, ValidationRun run)
    {
        var (property, operation, value) = (filter.ChildText("property"), filter.ChildText("op"), filter.ChildText("value"));
        if (property is null || operation is null || value is null)
            return null;
        if (s_booleans.Contains(property) && operation == "=" && value is not ("true" or "false"))
            return $"The property {property} is true or false.";
        var isHierarchy = s_hierarchyOperations.Contains(operation);
        if ((isHierarchy || operation == "=") && s_conceptProperties.Contains(property) && (IsUnknown(system, value, null, run) || (system == Snomed && property == "concept" && !SnomedIdentifier.IsConcept(value))))
            return "The filter names a code that the code system does not have.";
        return system == Snomed ? SnomedFault(property, operation, value) : null;
    }

    // http://hl7.org/fhir/R4/snomedct.html#4.3.1.0.5: concept, expression, and attributes by =.
    private static string? SnomedFault(string property, string operation, string value)
    {
        if (property.Length > 0 && property.All(char.IsAsciiDigit) && operation is not ("=" or "in"))
            return "An attribute of SNOMED CT is compared by = or in.";
        return property == "constraint" ? ExpressionConstraint.Fault(value) : null;
    }
}
