using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Language.Resources;

/// <summary>The properties of a map that only name a path, set in a StructureMap and read from one.</summary>
internal sealed class MapProperties
{
    /// <summary>Holds a property that no element of R4 holds: path and value.</summary>
    private const string Url = "https://health-justice.example/fhir/StructureDefinition/map-property";

    /// <summary>What the model has places of its own for, and the narrative, which would not fit any more.</summary>
    private static readonly HashSet<string> s_own =
        ["text", "contained", "url", "name", "title", "status", "description", "structure", "import", "group"];

    private readonly Dictionary<string, ElementDraft> _drafts = new(StringComparer.Ordinal);

    public static void Write(ElementDraft map, IEnumerable<MapProperty> properties)
    {
        var writer = new MapProperties();
        var others = properties.Where(p => !writer.TrySet(map, p)).ToList();
        foreach (var property in others)
        {
            var extension = map.Add("extension").AddText("url", Url);
            extension.Add("extension").AddText("url", "path").AddExact("valueString", property.Path);
            if (property.Value is not null)
                extension.Add("extension").AddText("url", "value").AddExact("valueString", property.Value);
        }
    }

    public static IEnumerable<MapProperty> Read(Element map) =>
        Leaves(map.Children.Where(c => !s_own.Contains(c.Name) && !IsOwn(c)), "").Concat(map["extension"].Where(e => e.ChildText("url") == Url).Select(Other));

    private static MapProperty Other(Element extension)
    {
        string? Part(string name) => extension["extension"].Where(e => e.ChildText("url") == name).SelectMany(e => e["value"]).Select(ExactText.Of).FirstOrDefault();
        return new MapProperty(Part("path") ?? "", Part("value"));
    }

    private static bool IsOwn(Element element) => element.Name == "extension" && element.ChildText("url") is Url or MapConstants.Url;

    private static IEnumerable<MapProperty> Leaves(IEnumerable<Element> elements, string prefix)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            var name = element.Definition.JsonName;
            var index = counts[name] = counts.GetValueOrDefault(name, -1) + 1;
            var path = $"{prefix}{name}{(index > 0 ? $"[{index}]" : "")}";
            if (element.Text is { } text)
                yield return new MapProperty(path, text);
            foreach (var leaf in Leaves(element.Children, $"{path}."))
                yield return leaf;
        }
    }

    private bool TrySet(ElementDraft map, MapProperty property)
    {
        var steps = property.Path.Split('.').Select(PropertyPath.Step).ToList();
        if (property.Value is not { } value || s_own.Contains(steps[0].Name) || !IsSettable(map.Type, steps, value))
            return false;
        var parent = map;
        var path = "";
        for (var i = 0; i < steps.Count; i++)
        {
            var (name, index) = steps[i];
            path = $"{path}.{name}[{index}]";
            var isLast = i == steps.Count - 1;
            if (!_drafts.TryGetValue(path, out var draft))
                _drafts.Add(path, draft = parent.Add(name));
            if (isLast)
                draft.SetText(value);
            parent = draft;
        }

        return true;
    }

    // Every step is an element, repeats only where it may and in order, and the last one takes the value.
    private bool IsSettable(TypeDefinition type, List<(string Name, int Index)> steps, string value)
    {
        var path = "";
        foreach (var (name, index) in steps)
        {
            if (type.Find(name) is not { IsChoice: false, HoldsResource: false } element || index < 0 || (index > 0 && !element.IsArray))
                return false;
            if (index > 0 && !_drafts.ContainsKey($"{path}.{name}[{index - 1}]"))
                return false;
            path = $"{path}.{name}[{index}]";
            type = element.Type;
        }

        if (!type.IsPrimitive || (_drafts.TryGetValue(path, out var draft) && draft.Text is not null))
            return false;
        try
        {
            ElementDraft.New(type).SetText(value);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
