using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>
/// What an operation puts into a resource: a value, a resource, or parts that make up a type that Parameters cannot hold
/// (http://hl7.org/fhir/R4/fhirpatch.html#anonymous). Its type must be the place's, or specialise it.
/// </summary>
internal sealed class PatchValue(PathPatchOperation operation, int depth)
{
    /// <summary>The element of that name, without the <c>[x]</c> of a choice.</summary>
    /// <exception cref="PatchAbortException">There is none.</exception>
    public ElementDefinition Child(TypeDefinition type, string name, string? place = null) =>
        type.Find(name.EndsWith("[x]", StringComparison.Ordinal) ? name[..^3] : name) ?? throw operation.Abort($"{type.Path} has no element of that name.", FaultKind.Structure, place);

    /// <summary>What to put there, and as what: the variant of a choice, the type of a resource.</summary>
    /// <exception cref="PatchAbortException">There is no value, or not one for that place.</exception>
    public (ElementDefinition Child, Element Content) Of(ElementDefinition child, Element part)
    {
        var (value, resource) = (part["value"].FirstOrNone(), part["resource"].FirstOrNone());
        var hasParts = part["part"].Any();
        if ((value.IsNone ? 0 : 1) + (resource.IsNone ? 0 : 1) + (hasParts ? 1 : 0) != 1)
            throw Abort(part, "the value is one value, one resource, or parts.");
        var (definition, content) = hasParts ? (child, FromParts(child, part)) : resource.IsNone ? (Fit(child, value, part), value) : (Fit(child, resource, part), resource);
        if (depth + Depth(content) > ReadOptions.MaxDepth)
            throw operation.Abort($"elements would be nested more than {ReadOptions.MaxDepth} deep.", FaultKind.TooLong);
        return (definition, content);
    }

    private ElementDefinition Fit(ElementDefinition child, Element value, Element part)
    {
        var type = value.Type;
        if (child.HoldsResource || type.IsResource)
            return child.HoldsResource && type.IsResource ? child.As(type) : throw Abort(part, $"{child} {(child.HoldsResource ? "holds a resource" : "holds no resource")}.");
        if (child.IsChoice)
            return child.Variants.FirstOrDefault(v => v.TypeCode == type.Name) ?? throw Abort(part, $"{child} cannot be a {type.Name}.");
        // Parameters know no xhtml: the div of a narrative comes as a string.
        return type.Is(child.Type.Name) || (child.Type.Name == "xhtml" && type.Name == "string") ? child : throw Abort(part, $"{child} is a {child.Type.Name}, not a {type.Name}.");
    }

    private Element FromParts(ElementDefinition child, Element part)
    {
        if (child.IsChoice || child.HoldsResource)
            throw Abort(part, $"{child} can be of several types, of which parts do not tell one.");
        var draft = new ElementDraft(child);
        foreach (var inner in part["part"])
        {
            var (definition, content) = Of(Child(child.Type, inner.ChildText("name") ?? "", PlaceOf(inner)), inner);
            if (!definition.IsArray && draft.Count(definition) > 0)
                throw Abort(inner, $"the element {definition.Name} does not repeat and is there already.");
            draft.Put(definition, content);
        }

        return draft.Build();
    }

    private static int Depth(Element element) => 1 + element.Children.Select(Depth).DefaultIfEmpty().Max();

    private PatchAbortException Abort(Element part, string message) => operation.Abort(message, place: PlaceOf(part));

    private string PlaceOf(Element part) => PathPatchOperation.PlaceOf(operation.Parameters, part);
}
