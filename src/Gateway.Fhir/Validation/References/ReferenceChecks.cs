using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation.References;

/// <summary>Whether references lead where they may (http://hl7.org/fhir/R4/references.html).</summary>
internal static class ReferenceChecks
{
    /// <summary>Checks that a reference leads to a resource of a type that its element is for, and to the type that it says.</summary>
    public static void Check(Element reference, ElementRules rules, ValidationRun run, Findings findings, Surroundings around)
    {
        var (url, said) = (reference.ChildText("reference"), reference.ChildText("type"));
        if (url is null && said is null)
            return;
        var target = url is null ? default : run.Targets.Find(url, around);
        if (target.IsNone && NamesNoType(url))
            findings.Error(FaultKind.Structure, "reference-target", "The reference names a type of resource that there is not.", reference);
        if ((target.IsNone ? said is null ? ReferenceTargets.TypeOf(url) : Named(said) : target.Type) is not { } type)
            return;
        if (rules.Targets.Length > 0 && !Array.Exists(rules.Targets, type.Is))
            findings.Error(FaultKind.Structure, "reference-target", $"The reference leads to a {type.Name}, and may lead to {string.Join(", ", rules.Targets.Select(t => t.Name))}.", reference);
        if (said is not null && (target.IsNone ? ReferenceTargets.TypeOf(url) : target.Type)?.Name is { } actual && said[(said.LastIndexOf('/') + 1)..] != actual)
            findings.Error(FaultKind.Structure, "reference-type", $"The reference says another type than the {actual} that it leads to.", reference);
    }

    /// <summary>Checks that what a reference leads to is of one of those types or profiles, as far as that can be told.</summary>
    public static void CheckTarget(Element reference, string[] targets, ValidationRun run, Findings findings, Surroundings around)
    {
        var target = run.Resolve(reference, around);
        if ((target.IsNone ? TypeOf(reference) : target.Type) is not { } type)
            return;
        var allowed = Array.FindAll(targets, t => DefinitionSet.R4.FindType(run.TypeOf(t)) is not { } of || type.Is(of));
        if (allowed.Length == 0)
        {
            findings.Error(FaultKind.Structure, "reference-target", $"The reference leads to a {type.Name}, and may lead to {string.Join(", ", targets.Select(run.TypeOf).Distinct())}.", reference);
            return;
        }

        if (target.IsNone || allowed.Any(t => DefinitionSet.R4.FindType(t) is { IsProfile: false }))
            return;
        var inner = run.Around(target, around);
        var answers = allowed.Select(t => run.Conforms(target, t, inner)).ToArray();
        if (!answers.Contains(true) && !answers.Contains(null))
            findings.Error(FaultKind.Structure, "reference-profile", $"What the reference leads to meets none of the profiles that are due: {string.Join(", ", allowed)}.", reference);
    }

    private static TypeDefinition? TypeOf(Element reference) => ReferenceTargets.TypeOf(reference) is { } name ? Named(name) : null;

    private static TypeDefinition? Named(string type) =>
        DefinitionSet.R4.FindType(type.AsSpan(type.LastIndexOf('/') + 1)) is { IsResource: true } found ? found : null;

    // Type/id, of which the first part is no type.
    private static bool NamesNoType(string? url)
    {
        var slash = url?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash <= 0 || slash == url!.Length - 1 || url.IndexOf('/', slash + 1) >= 0)
            return false;
        var named = url.AsSpan(0, slash);
        return named[0] != '#' && named.IndexOfAny(':', '?') < 0 && DefinitionSet.R4.FindType(named) is not { IsResource: true };
    }
}
