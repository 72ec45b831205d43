using System.Globalization;
using System.Text;

namespace Gateway.Fhir.Elements;

/// <summary>Where an element lies in its tree, as FHIRPath.</summary>
public static class ElementPath
{
    /// <summary>The path from the root of the element's tree: <c>Patient.name[0].given[1]</c>; repeating elements have a number.</summary>
    public static string Of(Element element)
    {
        var nodes = element.Tree.Nodes;
        var path = new StringBuilder(nodes[0].Definition.Name);
        for (var at = 0; at != element.Index;)
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

        return path.ToString();
    }
}
