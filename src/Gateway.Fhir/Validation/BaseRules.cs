using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Functions;

namespace Gateway.Fhir.Validation;

/// <summary>
/// Whether an element keeps the rules of its own definition: cardinalities, codes of required bindings that the standard lists, and invariants.
/// Structure and formats are checked when content is read or built.
/// </summary>
public static class BaseRules
{
    // ele-1, which every element has: asked without FHIRPath, as it takes a third of the time of all rules.
    private const string Content = "hasValue() or (children().count() > id.count())";
    private static readonly PathCache s_paths = new(new PathOptions { AsFilters = true });
    private static readonly ConcurrentDictionary<(ElementDefinition Definition, TypeDefinition Type), (InvariantFacts Invariant, CompiledPath? Path)[]> s_invariants = new();

    /// <summary>Everything that is broken, in document order, each with its FHIRPath and, where the element was read, its place. Broken rules of severity warning are warnings.</summary>
    public static IReadOnlyList<Fault> Check(Element root)
    {
        var faults = new List<Fault>();
        Check(root, root.Definition.Name, new Surroundings(root, root), faults);
        return faults;
    }

    /// <summary>The same without warnings. Most of what is checked is sound: it costs half as much to find that out.</summary>
    public static IReadOnlyList<Fault> Errors(Element root)
    {
        var faults = new List<Fault>();
        Check(root, null, new Surroundings(root, root), faults);
        return faults.Count == 0 ? [] : [.. Check(root).Where(f => !f.IsWarning)];
    }

    // Without a path only errors are looked for, and they are not told where they are.
    private static void Check(Element element, string? path, Surroundings around, List<Fault> faults)
    {
        if (element.Type.IsResource)
            around = new Surroundings(element, element.Name == "contained" ? around.Container : element);
        CheckBinding(element, path, faults);
        CheckInvariants(element, path, around, faults);
        var type = element.Type;
        var counts = type.Elements.Count <= 64 ? stackalloc int[64] : new int[type.Elements.Count];
        counts.Clear();
        foreach (var child in element.Children)
        {
            var definition = child.Definition;
            if (type.Find(definition.JsonName) is not { } own || own.Facts.Path != definition.Facts.Path)
            {
                faults.Add(Fault(FaultKind.Structure, $"{type.Path} has no element {definition.Facts.Path}.", path, child));
                continue;
            }

            var index = counts[definition.Ordinal]++;
            Check(child, path is null ? null : definition.IsArray ? $"{path}.{definition.Name}[{index}]" : $"{path}.{definition.Name}", around, faults);
        }

        foreach (var definition in type.Elements)
        {
            var count = counts[definition.Ordinal];
            if (count < definition.Facts.Min && !(type.IsPrimitive && definition.Name == "value"))
                faults.Add(Fault(FaultKind.Structure, $"The element {definition.Name} is there {count} times, and at least {definition.Facts.Min} is due.", path, element));
            else if (count > definition.Facts.Max)
                faults.Add(Fault(FaultKind.Structure, $"The element {definition.Name} is there {count} times, and at most {definition.Facts.Max} is allowed.", path, element));
        }
    }

    private static void CheckBinding(Element element, string? path, List<Fault> faults)
    {
        if (element.Definition.Facts.Binding is { Strength: BindingStrength.Required } binding
            && (!element.Type.IsPrimitive || element.HasValue)
            && (element.Type.IsPrimitive || element.Type.Name is "Coding" or "CodeableConcept")
            && ListedCodes.Has(element, binding.ValueSet) == false)
            faults.Add(Fault(FaultKind.Value, $"The code is not in the value set {binding.ValueSet}, which is required.", path, element));
    }

    // An invariant that gives nothing is kept: R4 has some that ask about what an element need not have (bdl-8, ref-1).
    private static void CheckInvariants(Element element, string? path, Surroundings around, List<Fault> faults)
    {
        foreach (var (invariant, compiled) in s_invariants.GetOrAdd((element.Definition, element.Type), static of => Invariants(of.Definition, of.Type)))
        {
            if (path is null && !invariant.IsError)
                continue;
            PathFault? broken = null;
            var holds = compiled is null ? HasContent(element) : compiled.Test(element, out broken, around.Environment);
            if (holds == false)
                faults.Add(Fault(FaultKind.Structure, $"The rule {invariant.Key} is broken: {invariant.Expression}", path, element, !invariant.IsError));
            else if (broken is not null && path is not null)
                faults.Add(Fault(FaultKind.Structure, $"The rule {invariant.Key} cannot be evaluated: {broken.Message}", path, element, true));
        }
    }

    // Those of the element's own place, and those of its type that are not among them.
    private static (InvariantFacts Invariant, CompiledPath? Path)[] Invariants(ElementDefinition definition, TypeDefinition type)
    {
        var own = definition.Facts.Invariants;
        var all = ReferenceEquals(own, type.Facts.Invariants) ? own : own.Concat(type.Facts.Invariants.Where(i => !own.Any(o => o.Key == i.Key)));
        return [.. all.Where(i => i.Expression.Length > 0).Select(i => (Invariant: i, Path: i.Expression == Content ? null : s_paths.Get(i.Expression, type).Path)).Where(i => i.Path is not null || i.Invariant.Expression == Content)];
    }

    private static bool HasContent(Element element)
    {
        if (element.HasValue)
            return true;
        foreach (var child in element.Children)
            if (child.Name != "id")
                return true;
        return false;
    }

    private static Fault Fault(FaultKind kind, string message, string? path, Element at, bool isWarning = false)
    {
        var (line, column) = at.Place;
        return new Fault(kind, message, path ?? "", line, column, isWarning);
    }

    // The resource that an element is in, and the one around that when it is contained.
    private sealed record Surroundings(Element Resource, Element Container)
    {
        public PathEnvironment Environment { get; } = new() { Resource = Resource, RootResource = Container };
    }
}
