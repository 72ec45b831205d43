using System.Globalization;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>Finds the elements at a path such as <c>Observation.component[0].value</c>; without a number all repetitions are meant.</summary>
internal static class RedactionPath
{
    /// <summary>Calls back with each element at the path, at the end of the elements around it from the resource on.</summary>
    /// <exception cref="ArgumentException">It is no path of that resource's type.</exception>
    public static void Find(Element resource, string path, List<Element> around, Action<List<Element>> found)
    {
        var steps = path.Split('.');
        if (steps[0] != resource.Type.Name)
            throw new ArgumentException($"{path} is no path of {resource.Type.Name}.", nameof(path));
        around.Clear();
        around.Add(resource);
        Find(resource, steps, 1, around, found);
    }

    private static void Find(Element element, string[] steps, int step, List<Element> around, Action<List<Element>> found)
    {
        if (step == steps.Length)
        {
            found(around);
            return;
        }

        var (name, number) = Step(steps[step]);
        var at = 0;
        foreach (var child in element[name])
        {
            if (number is not null && number != at++)
                continue;
            around.Add(child);
            Find(child, steps, step + 1, around, found);
            around.RemoveAt(around.Count - 1);
        }
    }

    private static (string Name, int? Number) Step(string step)
    {
        if (!step.EndsWith(']'))
            return (step, null);
        var open = step.IndexOf('[', StringComparison.Ordinal);
        return open > 0 && int.TryParse(step.AsSpan(open + 1, step.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (step[..open], number)
            : throw new ArgumentException($"{step} is no step of a path.", nameof(step));
    }
}
