using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Extensions;

/// <summary>Whether an extension may be where it is (http://hl7.org/fhir/R4/defining-extensions.html#context).</summary>
internal static class ExtensionPlaces
{
    private static readonly PathCache s_paths = new(new PathOptions { AsFilters = true });

    public static bool Allows(Profile definition, Element holder, Surroundings around)
    {
        var contexts = definition.Facts.Contexts;
        if (definition.HasFixedPlaces)
            return definition.Places.GetOrAdd(holder.Definition, static (_, at) => Allows(at.Contexts, at.Holder, at.Around), (Contexts: contexts, Holder: holder, Around: around));
        return Allows(contexts, holder, around);
    }

    private static bool Allows(IReadOnlyList<ContextFacts> contexts, Element holder, Surroundings around)
    {
        foreach (var context in contexts)
        {
            var isAllowed = context.Kind switch
            {
                "extension" => holder.Type.Name == "Extension" && holder.ChildText("url") == context.Expression.Split('#')[0],
                "fhirpath" => Selects(context.Expression, holder, around),
                _ => IsAt(context.Expression, holder),
            };
            if (isAllowed)
                return true;
        }

        return contexts.Count == 0;
    }

    /// <summary>Whether an invariant of the place holds; what cannot be told is none that is broken.</summary>
    public static bool Keeps(string invariant, Element holder, Surroundings around) =>
        s_paths.Get(invariant).Path?.Test(holder, out _, around.Environment) != false;

    private static bool Selects(string expression, Element holder, Surroundings around) =>
        s_paths.Get(expression).Path is not { } path || path.Evaluate(around.Resource, around.Environment).Values.Any(i => i.IsElement && i.Element.Content == holder.Content);

    private static bool IsAt(string expression, Element holder)
    {
        var name = expression.Split('#')[0];
        var path = holder.Definition.Facts.Path;
        if (name is "Element" or "Base" || holder.Type.Is(name) || holder.Type.Path == name || path == name)
            return true;
        if (path.EndsWith("[x]", StringComparison.Ordinal) && (path[..^3] == name || $"{path[..path.LastIndexOf('.')]}.{holder.Definition.JsonName}" == name))
            return true;

        // What a resource inherits is named after those that it inherits from too: DomainResource.text.
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name.EndsWith(path[dot..], StringComparison.Ordinal) && DefinitionSet.R4.FindType(path[..dot])?.Is(name[..^path[dot..].Length]) == true;
    }
}
