using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>The FHIRPath of the place that a reader has come to.</summary>
internal static class OpenPath
{
    /// <param name="tree">The nodes so far.</param>
    /// <param name="open">The nodes that are being read, outermost first.</param>
    /// <param name="step">The name of the child that is being read, or null.</param>
    /// <param name="definition">The definition of that child where it has one.</param>
    public static string Of(TreeBuilder tree, List<int> open, string? step, ElementDefinition? definition)
    {
        var path = new StringBuilder();
        for (var i = 0; i < open.Count; i++)
        {
            var node = tree[open[i]];
            path.Append(i == 0 ? "" : ".").Append(node.Definition.Name);
            if (i > 0 && node.Definition.IsArray)
                Index(path, Before(tree, open[i - 1], open[i], node.Definition));
        }

        if (step is null)
            return path.ToString();
        path.Append(path.Length == 0 ? "" : ".").Append(step);
        if (definition is { IsArray: true } && open.Count > 0)
            Index(path, Before(tree, open[^1], tree.Count, definition));
        return path.ToString();
    }

    private static void Index(StringBuilder path, int index) => path.Append(CultureInfo.InvariantCulture, $"[{index}]");

    private static int Before(TreeBuilder tree, int parent, int end, ElementDefinition definition)
    {
        var count = 0;
        for (var i = parent + 1; i < end; i += tree[i].Size)
            if (tree[i].Definition.Ordinal == definition.Ordinal)
                count++;
        return count;
    }
}
