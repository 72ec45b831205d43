using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;

namespace Gateway.Mapping.Language.Resources;

/// <summary>What the readers of a StructureMap share: where they are, and the faults that they met.</summary>
internal sealed class ResourceCursor
{
    private readonly Stack<string> _names = new();

    public MapFaults Faults { get; } = new();

    /// <summary>How many groups and rules lie around.</summary>
    public int Depth => _names.Count;

    public void Enter(string name) => _names.Push(name);

    public void Leave() => _names.Pop();

    /// <summary>Adds a fault at the place of an element, in the group and rule that were entered.</summary>
    public void Fault(Element element, string message, FaultKind kind = FaultKind.Structure)
    {
        var (line, column) = element.Place;
        var names = _names.Count == 0 ? "" : _names.Count == 1 ? _names.Peek() : $"{_names.Last()}.{_names.Peek()}";
        Faults.Add(kind, message, new MapPlace(line, column), names);
    }

    /// <summary>The text of a child; empty, with a fault, when it is not there.</summary>
    public string Required(Element element, string name)
    {
        if (element.Exact(name) is { Length: > 0 } text)
            return text;
        Fault(element, $"The element {name} is missing.");
        return "";
    }

    /// <summary>The code of a child; null when it is not there or, with a fault, when it is none of the table.</summary>
    public T? Code<T>(Element element, string name, CodeTable<T> table)
        where T : struct, Enum
    {
        foreach (var child in element[name])
            return Code(child, table);
        return null;
    }

    public T? Code<T>(Element element, CodeTable<T> table)
        where T : struct, Enum
    {
        if (table.TryGet(ExactText.Of(element), out var value))
            return value;
        Fault(element, $"The code is none of {table.Codes}.", FaultKind.Value);
        return null;
    }

    public MapExpression? Expression(Element element, string name)
    {
        foreach (var child in element[name])
            return Expression(child);
        return null;
    }

    /// <summary>The text of an element as an expression, with a fault when it is none.</summary>
    public MapExpression Expression(Element element)
    {
        var text = ExactText.Of(element) ?? "";
        var span = PathText.Scan(text, 0, out var fault);
        if (span is null)
            Fault(element, $"This is no FHIRPath: at {fault!.Line}:{fault.Column}, {fault.Message}");
        else if (text.AsSpan(span.End).TrimEnd().Length > 0)
            Fault(element, $"This is no FHIRPath: the expression ends before character {span.End + 1}.");
        return new MapExpression(span?.Expression ?? "");
    }
}
