namespace Gateway.Fhir.Elements;

/// <summary>The way back from an element, which trees do not keep.</summary>
internal static class ElementParent
{
    /// <summary>The element around that one in its tree; none for the root.</summary>
    public static Element Of(Element element)
    {
        var nodes = element.Tree.Nodes;
        if (element.Index == 0)
            return default;
        var (parent, at) = (0, 1);
        while (at != element.Index)
        {
            if (at + nodes[at].Size > element.Index)
                parent = at++;
            else
                at += nodes[at].Size;
        }

        return new Element(element.Tree, parent);
    }
}
