using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Compilation;

/// <summary>
/// Copies content into a type of the same name from other definitions (STU3's HumanName into R4's), element by element by their names;
/// what the target's type does not have is left out and said.
/// </summary>
internal static class Rebinding
{
    public static void Children(MapRun run, RuleInfo rule, ElementDraft target, Element source)
    {
        foreach (var child in source.Children)
        {
            if (Find(target.Type, child) is not { } element)
                run.Warn($"{target.Type.Path} has no element {child.Definition.JsonName}.", rule, child, FaultKind.Structure);
            else if (!element.IsArray && target.Count(element) > 0)
                run.Warn($"{element} does not repeat.", rule, child, FaultKind.Structure);
            else if (element.Type.IsPrimitive)
                ValueWriter.Copied(run, rule, target, element, child);
            else
                Complex(run, rule, target, element, child);
        }
    }

    private static void Complex(MapRun run, RuleInfo rule, ElementDraft target, ElementDefinition element, Element child)
    {
        if (ReferenceEquals(child.Type, element.Type))
        {
            run.Options.Recorder?.Reached(child, true);
            target.Put(element, child);
            return;
        }

        run.Options.Recorder?.Reached(child, false);
        Children(run, rule, ValueWriter.Add(run, target, element, false), child);
    }

    private static ElementDefinition? Find(TypeDefinition type, Element child)
    {
        var element = type.Find(child.Definition.JsonName);
        return element is null || !element.HoldsResource ? element
            : type.Set.FindType(child.Type.Name) is { IsResource: true, IsAbstract: false } resource ? element.As(resource)
            : null;
    }
}
