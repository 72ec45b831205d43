using Gateway.Fhir.Elements;

namespace Gateway.Federation.Records;

/// <summary>Edits the references of a resource and of what it contains, wherever they stand.</summary>
internal static class References
{
    /// <summary>Goes through all references; <paramref name="edit"/> is given each, and its editable form once it asks for it.</summary>
    public static void Edit(ElementDraft draft, Element element, Action<Element, Func<ElementDraft>> edit)
    {
        foreach (var child in element.Children)
            if (child.Type.Name == "Reference")
                edit(child, () => draft.Edit(child));
            else if (!child.Type.IsPrimitive && HasReference(child))
                Edit(draft.Edit(child), child, edit);
    }

    /// <summary>The element itself where it is a reference, else all references in it, in the order in which <see cref="Edit"/> gives them.</summary>
    public static IEnumerable<Element> Of(Element element)
    {
        if (element.Type.Name == "Reference")
            return [element];
        return element.Type.IsPrimitive ? [] : element.Children.SelectMany(Of);
    }

    /// <summary>The addresses that the references of a resource, and of what it contains, lead to at this gateway.</summary>
    public static IEnumerable<string> Addresses(Element element)
    {
        foreach (var child in element.Children)
        {
            if (child.Type.IsPrimitive)
                continue;
            if (child.Type.Name != "Reference")
            {
                foreach (var inner in Addresses(child))
                    yield return inner;
            }
            else if (child.ChildText("reference") is { } text && text.Split('/') is [{ Length: > 0 } type, { Length: > 0 } id] && char.IsAsciiLetterUpper(type[0]))
                yield return $"{type}/{id}";
        }
    }

    /// <summary>True when a reference stands somewhere in the element.</summary>
    public static bool HasReference(Element element)
    {
        foreach (var child in element.Children)
            if (child.Type.Name == "Reference" || (!child.Type.IsPrimitive && HasReference(child)))
                return true;
        return false;
    }
}
