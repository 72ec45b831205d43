using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Where R4's own profiles and extensions say what later releases took back, and HL7's validator does not hold anybody to.</summary>
internal static class ProfileErrata
{
    private const string Root = "http://hl7.org/fhir/StructureDefinition/";

    // The standard's own resources have these extensions in more places than their definitions in R4 allow; later definitions allow them.
    private static readonly Dictionary<string, string[]> s_places = new(StringComparer.Ordinal)
    {
        [$"{Root}structuredefinition-fhir-type"] = ["ElementDefinition.type"],
        [$"{Root}regex"] = ["ElementDefinition.type"],
        [$"{Root}structuredefinition-normative-version"] = ["DomainResource", "ElementDefinition"],
        [$"{Root}structuredefinition-standards-status"] = ["DomainResource", "ElementDefinition"],
        [$"{Root}structuredefinition-wg"] = ["DomainResource"],
        [$"{Root}structuredefinition-fmm"] = ["DomainResource"],
        [$"{Root}structuredefinition-ballot-status"] = ["DomainResource"],
        [$"{Root}valueset-concept-comments"] = ["CodeSystem.concept"],
        [$"{Root}translation"] = ["ValueSet.expansion.contains"],
        [$"{Root}cqf-expression"] = ["Element"],
    };

    public static ProfileFacts Corrected(ProfileFacts facts)
    {
        if (s_places.TryGetValue(facts.Url, out var places))
            facts = facts with { Contexts = [.. facts.Contexts, .. places.Select(p => new ContextFacts("element", p))] };

        // The units of a vital sign's components: required as published, extensible in what HL7's validator checks and in later releases.
        return facts.Url == $"{Root}vitalsigns"
            ? facts with { Rules = [.. facts.Rules.Select(r => r.Path == "Observation.component.value[x]" && r.Binding is { } binding ? r with { Binding = binding with { Strength = BindingStrength.Extensible } } : r)] }
            : facts;
    }
}
