using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>Where a target of a rule lies: an element of a variable, found in its definition when the map is loaded, or when it runs if the type is known only then.</summary>
internal sealed class TargetPlace(int context, string[] names, TypeDefinition?[] types, ElementDefinition?[] elements)
{
    /// <summary>The definition of the last element; null when it is not known beforehand.</summary>
    public ElementDefinition? Element => elements[^1];

    /// <summary>The draft that holds the element, and the element's definition; false when the variable is empty.</summary>
    public bool TryFind(MapRun run, RuleInfo rule, out ElementDraft parent, out ElementDefinition element)
    {
        element = null!;
        parent = run.Drafts[run.Base + context]!;
        if (parent is null)
            return false;
        for (var i = 0; ; i++)
        {
            element = (ReferenceEquals(parent.Type, types[i]) ? elements[i] : null) ?? parent.Type.Find(names[i]) ?? throw MapRun.Abort($"{parent.Type.Path} has no element {names[i]}.", rule, default);
            if (i == names.Length - 1)
                return true;
            parent = parent.Last(element) ?? parent.Add(element);
        }
    }
}
