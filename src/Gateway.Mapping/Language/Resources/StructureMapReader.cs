using System.Globalization;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language.Text;

namespace Gateway.Mapping.Language.Resources;

/// <summary>Reads StructureMaps. What the language cannot say is a fault; prose of inputs and the narrative are left out.</summary>
internal sealed class StructureMapReader
{
    private readonly ResourceCursor _cursor = new();

    public MapReading Read(Element resource)
    {
        if (resource.Type.Name != "StructureMap")
        {
            _cursor.Fault(resource, "The resource is not a StructureMap.");
            return new MapReading(null, _cursor.Faults.ToList());
        }

        var map = Map(resource);
        if (map.Groups.Count == 0)
            _cursor.Fault(resource, "The map has no group.");
        return _cursor.Faults.Any ? new MapReading(null, _cursor.Faults.ToList()) : new MapReading(map, []);
    }

    private MapDefinition Map(Element resource) => new()
    {
        Url = _cursor.Required(resource, "url"),
        Name = _cursor.Required(resource, "name"),
        Title = resource.Exact("title"),
        Status = Status(resource),
        Description = resource.Exact("description"),
        Properties = PropertyPath.Sorted(MapProperties.Read(resource)),
        ConceptMaps = [.. resource["contained"].Select(ConceptMap).OfType<MapConceptMap>()],
        Structures = [.. resource["structure"].Select(Structure)],
        Imports = [.. resource["import"].Select(i => i.Text ?? "")],
        Constants = [.. MapConstants.Read(resource).Select(c => Constant(c.Extension, c.Name, c.Value)).OfType<MapConstant>()],
        Groups = [.. resource["group"].Select(Group)],
    };

    private string Status(Element resource)
    {
        foreach (var status in resource["status"])
        {
            if (status.Text is "draft" or "active" or "retired" or "unknown")
                return status.Text;
            _cursor.Fault(status, "The status is one of draft, active, retired, unknown.", FaultKind.Value);
        }

        return "draft";
    }

    private MapConceptMap? ConceptMap(Element contained)
    {
        if (contained.Type.Name == "ConceptMap")
            return ConceptMapResource.Read(contained, _cursor);
        _cursor.Fault(contained, "A map contains only ConceptMaps.");
        return null;
    }

    private MapStructure Structure(Element structure) =>
        new(_cursor.Required(structure, "url"), RequiredCode(structure, "mode", MapCodes.StructureModes))
        {
            Alias = structure.Exact("alias"),
            Documentation = Prose.Line(structure.Exact("documentation")),
        };

    private MapConstant? Constant(Element extension, Element name, Element value)
    {
        if (!name.IsNone && !value.IsNone)
            return new MapConstant(ExactText.Of(name) ?? "", _cursor.Expression(value));
        _cursor.Fault(extension, "A constant has a name and a value.");
        return null;
    }

    private MapGroup Group(Element group)
    {
        var name = _cursor.Required(group, "name");
        _cursor.Enter(name);
        if (!group["input"].Any())
            _cursor.Fault(group, "The group has no input.");
        var read = new MapGroup(name)
        {
            Extends = group.Exact("extends"),
            TypeMode = _cursor.Code(group, "typeMode", MapCodes.TypeModes) ?? MapTypeMode.None,
            Documentation = Prose.Lines(group.Exact("documentation")),
            Inputs = [.. group["input"].Select(i => new MapInput(_cursor.Required(i, "name"), i.Exact("type"), RequiredCode(i, "mode", MapCodes.InputModes)))],
            Rules = [.. group["rule"].Select(Rule)],
        };
        _cursor.Leave();
        return read;
    }

    private MapRule Rule(Element rule)
    {
        var sources = rule["source"].ToList();
        var name = rule.Exact("name") ?? "";
        _cursor.Enter(name.Length > 0 || sources.Count == 0 ? name : sources[0].Exact("element") ?? sources[0].Exact("context") ?? "");
        if (sources.Count == 0)
            _cursor.Fault(rule, "The rule has no source.");
        if (_cursor.Depth > RuleParser.MaxDepth + 1)
            _cursor.Fault(rule, $"Rules are nested more than {RuleParser.MaxDepth} deep.", FaultKind.TooLong);
        var read = new MapRule
        {
            Name = name,
            Sources = [.. sources.Select(Source)],
            Targets = [.. rule["target"].Select(Target)],
            Rules = [.. rule["rule"].Select(Rule)],
            Dependents = [.. rule["dependent"].Select(Dependent)],
            Documentation = Prose.Line(rule.Exact("documentation")),
        };
        _cursor.Leave();
        return (name.Length > 0 || sources.Count == 0 ? read : read with { Name = MapRule.NameFrom(read.Sources[0]) }).Shortened();
    }

    private MapDependent Dependent(Element dependent) => new(_cursor.Required(dependent, "name"))
    {
        Parameters = [.. dependent["variable"].Select(v => ParameterResource.OfText(ExactText.Of(v) ?? ""))],
    };

    private MapSource Source(Element source) => new(_cursor.Required(source, "context"))
    {
        Element = source.Exact("element"),
        Type = source.Exact("type"),
        Cardinality = Cardinality(source),
        Default = source["defaultValue"].Select(Default).FirstOrDefault(),
        ListMode = _cursor.Code(source, "listMode", MapCodes.SourceListModes),
        Variable = source.Exact("variable"),
        Where = _cursor.Expression(source, "condition"),
        Check = _cursor.Expression(source, "check"),
        Log = _cursor.Expression(source, "logMessage"),
    };

    private MapCardinality? Cardinality(Element source)
    {
        var (min, max) = (source.ChildText("min"), source.ChildText("max"));
        if (min is null && max is null)
            return null;
        int? most = int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (most is null && max is not (null or "*"))
            _cursor.Fault(source["max"].First(), "A cardinality ends with a number or *.", FaultKind.Value);
        if (!int.TryParse(min ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var least) || least > most)
            _cursor.Fault(source, "The cardinality allows fewer than it demands.", FaultKind.Value);
        return new MapCardinality(least, most);
    }

    // R4 lets any type stand in; the language has strings and expressions.
    private MapParameter Default(Element value)
    {
        switch (value.Type.Name)
        {
            case "Expression":
                foreach (var expression in value["expression"])
                    return _cursor.Expression(expression);
                break;
            case "boolean" or "integer" or "positiveInt" or "unsignedInt" or "decimal" when value.HasValue:
                return _cursor.Expression(value);
            case "date" or "dateTime" or "instant" when value.HasValue:
                return new MapExpression($"@{value.Text}");
            case "time" when value.HasValue:
                return new MapExpression($"@T{value.Text}");
        }

        if (!value.Type.IsPrimitive)
            _cursor.Fault(value, "A default of this type has no form in a map.");
        return new MapString(ExactText.Of(value) ?? "");
    }

    private MapTarget Target(Element target)
    {
        var context = target.Exact("context");
        if (target.ChildText("contextType") == "type")
            _cursor.Fault(target, "A target that starts from a type has no form in a map.");
        if (context is null && target["element"].Any())
            _cursor.Fault(target, "A target with an element names its context.");
        var transform = _cursor.Code(target, "transform", MapCodes.Transforms);
        var parameters = target["parameter"].ToList();
        var modes = target["listMode"].Select(m => _cursor.Code(m, MapCodes.TargetListModes) ?? MapTargetListMode.First).ToList();
        var shareId = target.Exact("listRuleId");
        if (modes.Contains(MapTargetListMode.Share) != (shareId is not null))
            _cursor.Fault(target, "What is shared has an id, and what has an id is shared.");
        if (transform is null && (parameters.Count > 0 || context is null))
            _cursor.Fault(target, "A target without a transform has a context, and no parameters.");
        return new MapTarget
        {
            Context = context,
            Element = target.Exact("element"),
            Transform = transform,
            Parameters = [.. parameters.Select((p, i) => ParameterResource.Read(p, transform == MapTransform.Evaluate && i == parameters.Count - 1, _cursor))],
            Variable = target.Exact("variable"),
            ListModes = [.. modes],
            ShareId = shareId,
        };
    }

    private T RequiredCode<T>(Element element, string name, CodeTable<T> table)
        where T : struct, Enum
    {
        if (!element[name].Any())
            _cursor.Fault(element, $"The element {name} is missing.");
        return _cursor.Code(element, name, table) ?? default;
    }
}
