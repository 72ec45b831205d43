using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Fhir.Definitions;

namespace Gateway.Access.Redaction.Reading;

/// <summary>Reads a file of a projection.</summary>
internal sealed class ProjectionReader
{
    private readonly string _name;
    private readonly Vocabulary _words;
    private readonly ReadFaults _faults;
    private readonly ConditionReader _conditions;
    private readonly PartReader _parts;
    private readonly Dictionary<string, List<ResourceView>> _views = new(StringComparer.Ordinal);

    public ProjectionReader(string name, Vocabulary shared, ReadFaults faults)
    {
        (_name, _words, _faults) = (name, new Vocabulary(shared), faults);
        _conditions = new ConditionReader(_words, faults);
        _parts = new PartReader(_words, _conditions, faults);
    }

    public Projection? Read(JsonElement file)
    {
        var said = JsonParts.Properties(file, "", _faults).ToList();
        var vocabulary = new VocabularyReader(_words, _faults);
        var others = said.Where(p => !vocabulary.Read(p)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        foreach (var due in (string[])["name", "title", "for", "basis"])
            if (!others.Remove(due, out var text) || JsonParts.Text(text, due, _faults) is not { Length: > 0 } value)
                _faults.Add(due, "this is missing.");
            else if (due == "name" && value != _name)
                _faults.Add(due, $"a file is named after its projection, which is {value} here.");
        var isWhole = others.Remove("whole", out var whole) && JsonParts.Truth(whole, "whole", _faults);
        var tellsSource = others.Remove("source", out var source) && JsonParts.Truth(source, "source", _faults);
        var tellsOutcome = others.Remove("outcomes", out var outcomes) && JsonParts.Truth(outcomes, "outcomes", _faults);
        if (others.Remove("views", out var views) == isWhole)
            _faults.Add("views", "a projection shows the whole, or it has views.");
        if (views.ValueKind == JsonValueKind.Array)
            foreach (var (view, index) in views.EnumerateArray().Select((v, i) => (v, i)))
                View(view, $"views[{index}]");
        foreach (var unknown in others.Keys)
            _faults.Add(unknown, "this is not understood.");
        foreach (var unused in _words.Unused)
            _faults.Add("", $"{unused} is never used.");
        return new Projection(_name, isWhole ? null : _views.ToFrozenDictionary(v => v.Key, v => v.Value.ToArray(), StringComparer.Ordinal)) { TellsSource = tellsSource, TellsOutcome = tellsOutcome };
    }

    private void View(JsonElement view, string at)
    {
        IEnumerable<JsonProperty>? said = view.ValueKind == JsonValueKind.String ? _words.View(view.GetString()!) : JsonParts.Properties(view, at, _faults);
        if (said is null)
        {
            _faults.Add(at, $"there is no view {view}.");
            return;
        }

        var given = said.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        var name = given.Remove("type", out var type) ? JsonParts.Text(type, at, _faults) : "";
        if (DefinitionSet.R4.FindType(name) is not { IsResource: true, IsAbstract: false } definition || name is "Bundle" or "Parameters" or "OperationOutcome")
        {
            _faults.Add(at, $"there is no view of {(name.Length == 0 ? "nothing" : name)}: a type of resource is due, and Bundle, Parameters and OperationOutcome are shown by their parts.");
            return;
        }

        at = $"{at} {name}";
        given.Remove("about");
        var when = given.Remove("when", out var condition) ? _conditions.Read(condition, definition, $"{at}.when") : null;
        given.Remove("without", out var without);
        if (!given.Remove("shows", out var shows))
            _faults.Add(at, "what is shown is missing.");
        var parts = _parts.Read(shows.ValueKind == JsonValueKind.Undefined ? [] : JsonParts.Properties(shows, at, _faults), without, definition, at);
        if (!_views.TryGetValue(name, out var before))
            _views[name] = before = [];
        if (before.Exists(v => v.When is null))
            _faults.Add(at, "this view is never used: one before it is of all resources of the type.");
        before.Add(new ResourceView(when, parts));
        foreach (var unknown in given.Keys)
            _faults.Add(at, $"{unknown} is not understood here.");
    }
}
