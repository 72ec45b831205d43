using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Validation.Base;

/// <summary>Goes through an element and all that lies in it, and checks the rules of the standard's own definitions; what more is to be asked of each element, derived walks ask.</summary>
internal abstract class BaseWalk(Findings findings)
{
    protected Findings Findings { get; } = findings;

    public void Start(Element root) => Walk(root, ElementRules.Of(root.Definition), Around(root, null));

    /// <summary>What is around the elements of a resource that the walk comes to.</summary>
    public virtual Surroundings Around(Element resource, Surroundings? outer)
    {
        var around = new Surroundings(resource, outer) { Environment = PathEnvironment.Default };
        around.Environment = new PathEnvironment { Resource = resource, RootResource = around.Container };
        return around;
    }

    /// <summary>Asked of every element before what lies in it.</summary>
    protected abstract void Visit(Element element, ElementRules rules, Surroundings around);

    private static bool IsSame(ElementFacts declared, ElementFacts given) => ReferenceEquals(declared, given) || declared.Path == given.Path;

    private void Walk(Element element, ElementRules rules, Surroundings around)
    {
        Visit(element, rules, around);
        if (rules.Invariants.Length > 0)
        {
            var names = ChildNames.Of(element);
            foreach (var invariant in rules.Invariants)
                invariant.Check(element, names, around.Environment, Findings);
        }

        if (element.IsLeaf && rules.NeedsNothing)
            return;
        var elements = rules.Elements;
        var counts = elements.Length <= 64 ? stackalloc int[elements.Length] : new int[elements.Length];
        counts.Clear();
        foreach (var child in element.Children)
        {
            var definition = child.Definition;
            if (definition.Ordinal >= elements.Length || !IsSame(elements[definition.Ordinal].Facts, definition.Facts))
            {
                Findings.Error(FaultKind.Structure, "unknown-element", $"{element.Type.Path} has no element {definition.Facts.Path}.", child);
                continue;
            }

            var index = counts[definition.Ordinal]++;
            var inner = ElementRules.Of(definition);
            Findings.Trail?.Enter(definition, index);
            Walk(child, inner, inner.Kind == ElementKind.Resource ? Around(child, around) : around);
            Findings.Trail?.Leave();
        }

        for (var i = 0; i < elements.Length; i++)
        {
            var (count, (least, most)) = (counts[i], rules.Bounds[i]);
            if (count < least)
                Findings.Error(FaultKind.Required, "min", $"The element {elements[i].Name} is there {count} times, and at least {least} is due.", element);
            else if (count > most)
                Findings.Error(FaultKind.Structure, "max", $"The element {elements[i].Name} is there {count} times, and at most {most} is allowed.", element);
        }
    }
}
