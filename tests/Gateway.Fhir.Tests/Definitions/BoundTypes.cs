using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Tests.Definitions;

/// <summary>All types that are reached from the names of a set, nested ones included.</summary>
internal static class BoundTypes
{
    public static IReadOnlyCollection<TypeDefinition> Of(DefinitionSet set)
    {
        var found = new HashSet<TypeDefinition>();
        var open = new Stack<TypeDefinition>(set.Names.Select(n => set.FindType(n)!));
        while (open.TryPop(out var type))
        {
            if (!found.Add(type))
                continue;
            foreach (var element in type.Elements.SelectMany(e => e.IsChoice ? e.Variants : [e]))
                open.Push(element.Type);
        }

        return found;
    }
}
