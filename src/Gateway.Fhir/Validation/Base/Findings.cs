using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Validation.Base;

/// <summary>
/// What a walk finds wrong. Without a trail only errors are looked for, and they are not told where they are: most of what is checked is sound, and
/// that is found out in half the time.
/// </summary>
internal sealed class Findings(Trail? trail)
{
    private const int FewFaults = 16;
    private readonly List<Fault> _faults = [];
    private HashSet<(string Rule, string Expression, string Message)>? _seen;
    private TextPlaces? _places;
    private ElementTree? _placed;

    public IReadOnlyList<Fault> Faults => _faults;

    public Trail? Trail => trail;

    public bool HasErrors { get; private set; }

    public bool WantsErrorsOnly => trail is null;

    /// <param name="kind">The kind of fault.</param>
    /// <param name="rule">The rule that is broken.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="at">Where.</param>
    /// <param name="from">The element that the walk is at, where the fault lies deeper.</param>
    public void Error(FaultKind kind, string rule, string message, Element at, Element from = default) => Add(kind, rule, message, at, from: from);

    public void Warning(FaultKind kind, string rule, string message, Element at) => Add(kind, rule, message, at, isWarning: true);

    public void Note(FaultKind kind, string rule, string message, Element at) => Add(kind, rule, message, at, isWarning: true, isNote: true);

    /// <summary>Notes a fault at an element; the same one of the same place is noted once.</summary>
    public void Add(FaultKind kind, string rule, string message, Element at, bool isWarning = false, bool isNote = false, Element from = default)
    {
        if (isWarning && trail is null)
            return;
        HasErrors |= !isWarning;
        var expression = trail is null ? "" : from.IsNone ? trail.ToString() : trail + ElementPath.Below(from, at);
        if (IsSeen(rule, expression, message))
            return;
        var (line, column) = trail is null ? (0, 0) : Place(at.Content);
        _faults.Add(new Fault(kind, message, expression, line, column, isWarning) { Rule = rule, IsNote = isNote });
    }

    // Most content has few faults, which are looked through.
    private bool IsSeen(string rule, string expression, string message)
    {
        if (_faults.Count > FewFaults)
            return !(_seen ??= [.. _faults.Select(f => (f.Rule, f.Expression, f.Message))]).Add((rule, expression, message));
        foreach (var fault in _faults)
            if (fault.Rule == rule && fault.Expression == expression && fault.Message == message)
                return true;
        return false;
    }

    // Faults come in the order of the text, mostly: each place is looked up from the one before.
    private (int Line, int Column) Place(Element content)
    {
        if (_placed != content.Tree)
            (_placed, _places) = (content.Tree, new TextPlaces());
        return content.Tree.Places.Of(content.Tree, content.Index, _places!);
    }
}
