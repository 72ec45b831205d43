using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>The FHIRPath of the place that a reader has come to.</summary>
internal static class OpenPath
{
    /// <param name="open">The elements that are being read, outermost first, each with its index in its array or -1.</param>
    /// <param name="step">The name of the child that is being read, or null.</param>
    /// <param name="item">The index of that child in its array, or -1.</param>
    public static string Of(List<(ElementDefinition Definition, int Item)> open, string? step, int item)
    {
        var path = new StringBuilder();
        foreach (var (definition, index) in open)
            Step(path, definition.Name, index);
        if (step is not null)
            Step(path, step, item);
        return path.ToString();
    }

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
            Step(path, node.Definition.Name, i > 0 && node.Definition.IsArray ? Before(tree, open[i - 1], open[i], node.Definition) : -1);
        }

        if (step is not null)
            Step(path, step, definition is { IsArray: true } && open.Count > 0 ? Before(tree, open[^1], tree.Count, definition) : -1);
        return path.ToString();
    }

    private static void Step(StringBuilder path, string name, int index)
    {
        path.Append(path.Length == 0 ? "" : ".").Append(name);
        if (index >= 0)
            path.Append(CultureInfo.InvariantCulture, $"[{index}]");
    }

    private static int Before(TreeBuilder tree, int parent, int end, ElementDefinition definition)
    {
        var count = 0;
        for (var i = parent + 1; i < end; i += tree[i].Size)
            if (tree[i].Definition.Ordinal == definition.Ordinal)
                count++;
        return count;
    }
}
