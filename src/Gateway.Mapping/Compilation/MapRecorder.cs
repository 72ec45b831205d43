using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology.Maps;

namespace Gateway.Mapping.Compilation;

/// <summary>Keeps what happened while maps ran: the rules and rows that were reached, the source elements that were not, what made each element. For one thread.</summary>
public sealed class MapRecorder
{
    private readonly Dictionary<RuleInfo, long> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ElementDraft, MadeElement> _byDraft = [];
    private readonly HashSet<ConceptRow> _rows = [];
    private readonly HashSet<Element> _reached = [];
    private readonly HashSet<Element> _whole = [];
    private readonly List<MadeElement> _made = [];

    /// <summary>The rules that matched, each with how often.</summary>
    public IReadOnlyDictionary<RuleInfo, long> Rules => _rules;

    /// <summary>The rows of ConceptMaps that translated a code.</summary>
    public IReadOnlySet<ConceptRow> Rows => _rows;

    /// <summary>What rules logged of the last record.</summary>
    public List<(RuleInfo Rule, string Text)> Log { get; } = [];

    /// <summary>Whether to keep what made each element.</summary>
    public bool KeepsMade { get; init; }

    /// <summary>Forgets the last record; what was reached in maps stays.</summary>
    public void BeginRecord()
    {
        _reached.Clear();
        _whole.Clear();
        _made.Clear();
        _byDraft.Clear();
        Log.Clear();
    }

    /// <summary>The paths of elements of the record that no rule looked at, from the innermost resource on and without numbers; of an element that was not reached, not each of its parts.</summary>
    public IReadOnlyList<string> Unreached(Element record)
    {
        var paths = new List<string>();
        if (!_whole.Contains(record))
            Unreached(record, record.Definition.Name, paths);
        return paths;
    }

    /// <summary>What made each element of the last record, in the order of making.</summary>
    public IEnumerable<(string Path, RuleInfo Rule, string Source)> Made() => _made.Select(m => (m.Path(this), m.Rule, m.Source));

    internal void Matched(RuleInfo rule) => _rules[rule] = _rules.GetValueOrDefault(rule) + 1;

    internal void Translated(ConceptRow row) => _rows.Add(row);

    internal void Reached(Element element, bool isWhole = false) => (isWhole ? _whole : _reached).Add(element);

    internal void Logged(RuleInfo rule, string text) => Log.Add((rule, text));

    internal void Made(RuleInfo rule, ElementDraft parent, ElementDefinition element, ElementDraft? draft, Element source)
    {
        if (!KeepsMade)
            return;
        var made = new MadeElement(rule, parent, element, Math.Max(0, parent.Count(element) - 1), source.IsNone ? "" : ElementPath.Of(source));
        _made.Add(made);
        if (draft is not null)
            _byDraft.TryAdd(draft, made);
    }

    private void Unreached(Element element, string path, List<string> paths)
    {
        foreach (var child in element.Children)
        {
            if (_whole.Contains(child))
                continue;
            var childPath = child.Type.IsResource ? child.Type.Name : $"{path}.{child.Definition.JsonName}";
            if (!_reached.Contains(child))
                paths.Add(childPath);
            else
                Unreached(child, childPath, paths);
        }
    }

    private string PathOf(ElementDraft draft) => _byDraft.TryGetValue(draft, out var made) ? made.Path(this) : draft.Definition.JsonName;

    private sealed record MadeElement(RuleInfo Rule, ElementDraft Parent, ElementDefinition Element, int Index, string Source)
    {
        public string Path(MapRecorder recorder) => $"{recorder.PathOf(Parent)}.{Element.JsonName}{(Element.IsArray ? $"[{Index}]" : "")}";
    }
}
