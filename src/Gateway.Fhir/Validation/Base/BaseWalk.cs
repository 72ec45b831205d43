using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Validation.Resources;

namespace Gateway.Fhir.Validation.Base;

/// <summary>Goes through an element and all that lies in it, and checks the rules of the standard's own definitions; what more is to be asked of each element, derived walks ask.</summary>
internal abstract class BaseWalk(Findings findings)
{
    protected Findings Findings { get; } = findings;

    public void Start(Element root) => Walk(root, ElementParent.Of(root), ElementRules.Of(root.Definition), Around(root, null));

    /// <summary>What is around the elements of a resource that the walk comes to.</summary>
    public Surroundings Around(Element resource, Surroundings? outer) => new(resource, outer, this);

    /// <summary>What expressions see there.</summary>
    public virtual PathEnvironment EnvironmentOf(Surroundings around) => new() { Resource = around.Resource, RootResource = around.Container };

    /// <summary>Asked of elements whose rules ask for it, before what lies in them; <paramref name="holder"/> is the element around.</summary>
    protected abstract void Visit(Element element, Element holder, ElementRules rules, Surroundings around);

    private void Walk(Element element, Element holder, ElementRules rules, Surroundings around)
    {
        var content = element.Content;
        var nodes = content.Tree.Nodes;
        ref readonly var node = ref nodes[content.Index];
        var (first, end) = (content.Index + 1, content.Index + node.Size);
        if (rules.IsVisited || (rules.IsPrimitive && node.Length > PrimitiveChecks.MaxTextLength))
            Visit(element, holder, rules, around);

        // Which elements are there, and whether each is as often as it may be: how often is counted only where not.
        var (present, isOff, ordinal, count) = (0UL, rules.IsCounted, -1, 0);
        for (var i = first; i < end; i += nodes[i].Size)
        {
            var definition = nodes[i].Definition;
            count = definition.Ordinal == ordinal ? count + 1 : 1;
            ordinal = definition.Ordinal;
            present |= 1UL << ordinal;
            isOff |= count > 1 && count > definition.Facts.Max;
        }

        rules.Content?.CheckContent(element, node.HasValue || (present & ~rules.Id) != 0, Findings);
        foreach (var invariant in rules.Invariants)
            invariant.Check(element, rules.IsCounted ? null : present, around, Findings);
        WalkChildren(content, first, end, rules, around);
        if (isOff || (present & rules.Required) != rules.Required)
            Count(element, rules);
    }

    private void WalkChildren(Element holder, int first, int end, ElementRules rules, Surroundings around)
    {
        var nodes = holder.Tree.Nodes;
        var trail = Findings.Trail;
        var (ordinal, number) = (-1, 0);
        for (int i = first, next; i < end; i = next)
        {
            ref readonly var node = ref nodes[i];
            next = i + node.Size;
            var definition = node.Definition;
            number = definition.Ordinal == ordinal ? number + 1 : 0;
            ordinal = definition.Ordinal;
            if (!rules.Has(definition))
            {
                Findings.Error(FaultKind.Structure, "unknown-element", $"{holder.Type.Path} has no element {definition.Facts.Path}.", new Element(holder.Tree, i));
                continue;
            }

            // A value of which nothing is asked but that it is there.
            var inner = ElementRules.Of(definition);
            if (inner.IsPlain && node is { HasValue: true, Size: 1, Length: <= PrimitiveChecks.MaxTextLength })
                continue;
            var child = new Element(holder.Tree, i);
            trail?.Enter(definition, number);
            Walk(child, holder, inner, inner.Kind == ElementKind.Resource ? Around(child, around) : around);
            trail?.Leave();
        }
    }

    private void Count(Element element, ElementRules rules)
    {
        foreach (var definition in rules.Elements)
        {
            var count = 0;
            foreach (var child in element.Children)
                if (child.Definition.Ordinal == definition.Ordinal && rules.Has(child.Definition))
                    count++;
            if (count < definition.Facts.Min && !(rules.IsPrimitive && definition.Name == "value"))
                Findings.Error(FaultKind.Required, "min", $"The element {definition.Name} is there {count} times, and at least {definition.Facts.Min} is due.", element);
            else if (count > definition.Facts.Max)
                Findings.Error(FaultKind.Structure, "max", $"The element {definition.Name} is there {count} times, and at most {definition.Facts.Max} is allowed.", element);
        }
    }
}
