using System.Globalization;
using System.Text;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Elements;

/// <summary>The elements around the place that is being read or written, outermost first, each with its number among its repetitions.</summary>
internal sealed class OpenElements
{
    private readonly List<(string Name, int Index)> _open = new(8);

    public int Count => _open.Count;

    /// <param name="definition">The element.</param>
    /// <param name="index">Its number among its repetitions; -1 where it does not repeat.</param>
    public void Push(ElementDefinition definition, int index) => _open.Add((definition.Name, index));

    public void Pop() => _open.RemoveAt(_open.Count - 1);

    /// <summary>The FHIRPath of the innermost element, or of a child of it.</summary>
    public string Path(string? step = null, int index = -1)
    {
        var path = new StringBuilder();
        foreach (var (name, number) in _open)
            Append(path, name, number);
        if (step is not null)
            Append(path, step, index);
        return path.ToString();
    }

    /// <summary>The names alone, without numbers.</summary>
    public string PlainPath(string step)
    {
        var path = new StringBuilder();
        foreach (var (name, _) in _open)
            Append(path, name, -1);
        Append(path, step, -1);
        return path.ToString();
    }

    public void Clear() => _open.Clear();

    private static void Append(StringBuilder path, string name, int index)
    {
        path.Append(path.Length == 0 ? "" : ".").Append(name);
        if (index >= 0)
            path.Append(CultureInfo.InvariantCulture, $"[{index}]");
    }
}
