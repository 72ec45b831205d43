using System.Globalization;
using System.Text;

namespace Gateway.Fhir.Elements;

/// <summary>Where an element lies in its tree, as FHIRPath.</summary>
public static class ElementPath
{
    /// <summary>The path from the root of the element's tree: <c>Patient.name[0].given[1]</c>; repeating elements have a number.</summary>
    public static string Of(Element element)
    {
        var path = new StringBuilder(element.Tree.Nodes[0].Definition.Name);
        Append(path, element, 0);
        return path.ToString();
    }

    /// <summary>The rest of the path from an element to one that lies in it: <c>.name[0].given[1]</c>; empty for itself.</summary>
    internal static string Below(Element outer, Element element)
    {
        var path = new StringBuilder();
        if (element.Tree == outer.Content.Tree)
            Append(path, element, outer.Content.Index);
        return path.ToString();
    }

    private static void Append(StringBuilder path, Element element, int from)
    {
        var nodes = element.Tree.Nodes;
        for (var at = from; at != element.Index;)
        {
            var number = 0;
            var child = at + 1;
            for (var next = child + nodes[child].Size; next <= element.Index; next = child + nodes[child].Size)
            {
                number = nodes[next].Definition.Ordinal == nodes[child].Definition.Ordinal ? number + 1 : 0;
                child = next;
            }

            at = child;
            path.Append('.').Append(nodes[at].Definition.Name);
            if (nodes[at].Definition.IsArray)
                path.Append(CultureInfo.InvariantCulture, $"[{number}]");
        }
    }
}
