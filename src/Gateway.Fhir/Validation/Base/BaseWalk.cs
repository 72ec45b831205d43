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
        var counts = elements.Count <= 64 ? stackalloc int[64] : new int[elements.Count];
        counts.Clear();
        foreach (var child in element.Children)
        {
            var definition = child.Definition;
            if (definition.Ordinal >= elements.Count || elements[definition.Ordinal].Facts.Path != definition.Facts.Path)
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

        foreach (var definition in elements)
        {
            var count = counts[definition.Ordinal];
            if (count < rules.LeastOf(definition))
                Findings.Error(FaultKind.Required, "min", $"The element {definition.Name} is there {count} times, and at least {definition.Facts.Min} is due.", element);
            else if (count > definition.Facts.Max)
                Findings.Error(FaultKind.Structure, "max", $"The element {definition.Name} is there {count} times, and at most {definition.Facts.Max} is allowed.", element);
        }
    }
}
