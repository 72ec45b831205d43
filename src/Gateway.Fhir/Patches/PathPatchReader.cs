using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Patches;

/// <summary>Reads the operations of a FHIRPath Patch out of Parameters (http://hl7.org/fhir/R4/fhirpatch.html#format). All faults of all operations are found; a part that the operation has no use for is one.</summary>
internal sealed class PathPatchReader(Element parameters)
{
    private static readonly Dictionary<string, string[]> s_parts = new(StringComparer.Ordinal)
    {
        ["add"] = ["path", "name", "value"],
        ["insert"] = ["path", "index", "value"],
        ["delete"] = ["path"],
        ["replace"] = ["path", "value"],
        ["move"] = ["path", "source", "destination"],
    };

    private readonly List<PathPatchOperation> _operations = [];

    public List<Fault> Faults { get; } = [];

    public IReadOnlyList<PathPatchOperation> Operations => _operations;

    public void Read()
    {
        var count = parameters["parameter"].Count();
        if (parameters.Type.Name != "Parameters")
            Faults.Add(new Fault(FaultKind.Structure, "A FHIRPath Patch is a Parameters resource.", parameters.Type.Name, 0, 0));
        else if (count > PatchLimits.Operations)
            Faults.Add(new Fault(FaultKind.TooLong, $"The patch has {count} operations; at most {PatchLimits.Operations} are done.", "Parameters.parameter", 0, 0));
        else
            foreach (var parameter in parameters["parameter"])
                ReadOperation(parameter, _operations.Count + 1);
    }

    private void ReadOperation(Element parameter, int number)
    {
        var parts = Parts(parameter);
        var kind = parts.GetValueOrDefault("type") is { IsNone: false } type ? Text(type, "code", "string") ?? "" : "";
        if (parameter.ChildText("name") != "operation")
            Fault(parameter, "Each parameter is named operation.");
        else if (!s_parts.TryGetValue(kind, out var due))
            Fault(parameter, "The part type must be add, insert, delete, replace or move.");
        else
            Check(parameter, parts, kind, due);
        _operations.Add(new PathPatchOperation
        {
            Number = number,
            Kind = kind,
            Parameters = parameters,
            Place = PathPatchOperation.PlaceOf(parameters, parameter),
            Path = TextOf(parts, "path"),
            Name = TextOf(parts, "name"),
            Value = parts.GetValueOrDefault("value"),
            Index = Number(parts, "index"),
            Source = Number(parts, "source"),
            Destination = Number(parts, "destination"),
        });
    }

    private Dictionary<string, Element> Parts(Element parameter)
    {
        var parts = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var part in parameter["part"])
            if (!parts.TryAdd(part.ChildText("name") ?? "", part))
                Fault(part, "An operation has each part once.");
        return parts;
    }

    private void Check(Element parameter, Dictionary<string, Element> parts, string kind, string[] due)
    {
        foreach (var name in due)
            if (!parts.ContainsKey(name))
                Fault(parameter, $"{kind} needs the part {name}.", FaultKind.Required);
        foreach (var (name, part) in parts)
            if (name != "type" && !due.Contains(name))
                Fault(part, $"{kind} has no use for such a part.");
    }

    private string TextOf(Dictionary<string, Element> parts, string name)
    {
        if (!parts.TryGetValue(name, out var part))
            return "";
        if (Text(part, "string") is not { } text)
            Fault(part, $"The part {name} must be a valueString.");
        else
            return text;
        return "";
    }

    private int Number(Dictionary<string, Element> parts, string name)
    {
        if (!parts.TryGetValue(name, out var part))
            return 0;
        if (!int.TryParse(Text(part, "integer"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            Fault(part, $"The part {name} must be a valueInteger, and no less than 0.");
        return number;
    }

    // The standard has codes for types, and strings in its own examples.
    private static string? Text(Element part, params string[] types) =>
        part["value"].FirstOrNone() is { IsNone: false } value && types.Any(value.Type.Is) ? value.Text : null;

    private void Fault(Element at, string message, FaultKind kind = FaultKind.Structure) => Faults.Add(new Fault(kind, message, PathPatchOperation.PlaceOf(parameters, at), 0, 0));
}
