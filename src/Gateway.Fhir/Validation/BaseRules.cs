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
    private static readonly PathCache s_paths = new(new PathOptions { AsFilters = true });

    /// <summary>Everything that is broken, in document order, each with its FHIRPath and, where the element was read, its place. Broken rules of severity warning are warnings.</summary>
    public static IReadOnlyList<Fault> Check(Element root)
    {
        var faults = new List<Fault>();
        Check(root, root.Definition.Name, new Surroundings(root, root), faults);
        return faults;
    }

    private static void Check(Element element, string path, Surroundings around, List<Fault> faults)
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
            Check(child, definition.IsArray ? $"{path}.{definition.Name}[{index}]" : $"{path}.{definition.Name}", around, faults);
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

    private static void CheckBinding(Element element, string path, List<Fault> faults)
    {
        if (element.Definition.Facts.Binding is { Strength: BindingStrength.Required } binding
            && (!element.Type.IsPrimitive || element.HasValue)
            && (element.Type.IsPrimitive || element.Type.Name is "Coding" or "CodeableConcept")
            && ListedCodes.Has(element, binding.ValueSet) == false)
            faults.Add(Fault(FaultKind.Value, $"The code is not in the value set {binding.ValueSet}, which is required.", path, element));
    }

    private static void CheckInvariants(Element element, string path, Surroundings around, List<Fault> faults)
    {
        var own = element.Definition.Facts.Invariants;
        foreach (var invariant in own)
            CheckInvariant(invariant, element, path, around, faults);
        if (ReferenceEquals(own, element.Type.Facts.Invariants))
            return;
        foreach (var invariant in element.Type.Facts.Invariants)
            if (!Has(own, invariant.Key))
                CheckInvariant(invariant, element, path, around, faults);
    }

    // An invariant that gives nothing is kept: R4 has some that ask about what an element need not have (bdl-8, ref-1).
    private static void CheckInvariant(InvariantFacts invariant, Element element, string path, Surroundings around, List<Fault> faults)
    {
        if (invariant.Expression.Length == 0 || s_paths.Get(invariant.Expression, element.Type).Path is not { } compiled)
            return;
        var holds = compiled.Test(element, out var broken, around.Environment);
        if (holds == false)
            faults.Add(Fault(FaultKind.Structure, $"The rule {invariant.Key} is broken: {invariant.Expression}", path, element, !invariant.IsError));
        else if (broken is not null)
            faults.Add(Fault(FaultKind.Structure, $"The rule {invariant.Key} cannot be evaluated: {broken.Message}", path, element, true));
    }

    private static bool Has(IReadOnlyList<InvariantFacts> invariants, string key)
    {
        foreach (var invariant in invariants)
            if (invariant.Key == key)
                return true;
        return false;
    }

    private static Fault Fault(FaultKind kind, string message, string path, Element at, bool isWarning = false)
    {
        var (line, column) = at.Place;
        return new Fault(kind, message, path, line, column, isWarning);
    }

    // The resource that an element is in, and the one around that when it is contained.
    private sealed record Surroundings(Element Resource, Element Container)
    {
        public PathEnvironment Environment { get; } = new() { Resource = Resource, RootResource = Container };
    }
}
