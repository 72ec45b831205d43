using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Terminology;
using Gateway.Fhir.Validation.Base;

namespace Gateway.Fhir.Validation;

/// <summary>
/// Whether an element keeps the rules of its own definition: cardinalities, codes of required bindings, and invariants.
/// Structure and formats are checked when content is read or built; what profiles, terminology and the standard's text ask is <see cref="Validator"/>'s.
/// </summary>
public static class BaseRules
{
    /// <summary>Everything that is broken, in document order, each with its FHIRPath and, where the element was read, its place. Broken rules of severity warning are warnings.</summary>
    public static IReadOnlyList<Fault> Check(Element root)
    {
        var findings = new Findings(new Trail(root.Definition.Name));
        new Walk(findings).Start(root);
        return findings.Faults;
    }

    /// <summary>The same without warnings. Most of what is checked is sound: it costs half as much to find that out.</summary>
    public static IReadOnlyList<Fault> Errors(Element root)
    {
        var findings = new Findings(null);
        new Walk(findings).Start(root);
        return findings.HasErrors ? [.. Check(root).Where(f => !f.IsWarning)] : [];
    }

    private sealed class Walk(Findings findings) : BaseWalk(findings)
    {
        protected override void Visit(Element element, Element holder, ElementRules rules, Surroundings around)
        {
            if (rules.Binding is { Strength: BindingStrength.Required } binding
                && (!rules.IsPrimitive || element.HasValue)
                && (rules.IsPrimitive || rules.Kind is ElementKind.Coding or ElementKind.CodeableConcept)
                && TerminologySet.R4.IsMember(binding.ValueSet, element) == Membership.No)
                Findings.Error(FaultKind.CodeInvalid, "binding-required", $"The code is not in the value set {binding.ValueSet}, which is required.", element);
        }
    }
}
