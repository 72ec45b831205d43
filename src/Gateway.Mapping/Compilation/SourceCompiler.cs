using System.Globalization;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles one source of a rule: what it looks at is found in its definition, and its conditions are compiled for that type.</summary>
internal sealed class SourceCompiler(RuleCompiler rules, MapSource source, RuleInfo info)
{
    /// <summary>Gives the code, and the variables with the one that the source makes.</summary>
    public MapScope Compile(MapScope scope, out SourceCode code)
    {
        var context = scope.Source(source.Context);
        if (context is null)
            rules.Fault($"There is no variable {source.Context}.", source.Place);
        var shape = context?.Shape ?? ValueShape.Unknown;
        SourceStep[] steps = context is null || source.Element is null ? [] : Steps(ref shape);
        var type = Filter(ref shape, steps is [.., { Choice: { } many }] ? many : null);
        var slot = new MapVariableSlot(scope.Group.NewSlot(), shape);
        var inner = scope.WithSource(source.Variable, slot);
        var expressions = new ExpressionCompiler(rules, inner, info);
        code = new SourceCode(info, context?.Index ?? 0, slot, steps)
        {
            Type = type,
            IsTarget = context?.Shape.IsDraft == true,
            Cardinality = source.Cardinality,
            ListMode = source.ListMode,
            Default = source.Default is null ? null : Default(scope)?.Get,
            Where = source.Where is null ? null : expressions.Test(source.Where, slot),
            Check = source.Check is null ? null : expressions.Test(source.Check, slot),
            CheckText = source.Check?.Text ?? "",
            Log = source.Log is null ? null : expressions.Value(source.Log, slot)?.Get,
        };
        return inner;
    }

    private ValueCode? Default(MapScope scope) => source.Default is MapExpression expression
        ? new ExpressionCompiler(rules, scope, info).Value(expression, null)
        : new ParameterCompiler(rules, scope, info).Compile(source.Default!);

    // The steps of the path; the shape becomes that of what they lead to.
    private SourceStep[] Steps(ref ValueShape shape)
    {
        var steps = new List<SourceStep>();
        foreach (var name in source.Element!.Split('.'))
        {
            var step = Step(shape, name);
            shape = new ValueShape(step?.Type);
            if (step is null)
                break;
            steps.Add(step);
        }

        return [.. steps];
    }

    // One step of the path; null, with a fault, when no such element can be there.
    private SourceStep? Step(ValueShape shape, string name)
    {
        if (shape.Kind != PathKind.None)
        {
            rules.Fault($"A value has no element {name}.", source.Place);
            return null;
        }

        if (shape.Type is null or { IsAbstract: true })
            return new SourceStep(name, null, null);
        if (shape.Type.Find(name) is { } element)
            return element.IsChoice || element.HoldsResource ? new SourceStep(name, element, element.HoldsResource ? element.Type : null) : new SourceStep(name, element, element.Type);
        if (name == "value" && shape.Type.IsPrimitive)
            return SourceStep.Self(shape.Type);
        rules.Fault(string.Create(CultureInfo.InvariantCulture, $"{shape.Type.Path} has no element {name}."), source.Place);
        return null;
    }

    // Only elements of that type match, and the variable is of it.
    private TypeDefinition? Filter(ref ValueShape shape, ElementDefinition? choice)
    {
        if (source.Type is null)
            return null;
        var set = shape.Type?.Set;
        if ((set?.FindType(source.Type) ?? rules.Unit.Types.Find(source.Type, false)) is not { } type)
        {
            rules.Fault($"There is no type {source.Type}.", source.Place);
            return null;
        }

        if (shape.Type is { IsAbstract: false } known && !known.Is(type.Name) && !type.Is(known.Name))
            rules.Fault($"The source is a {known.Name}, and never a {type.Name}.", source.Place);
        else if (shape.Type is { IsAbstractResource: true } && !type.IsResource)
            rules.Fault($"The source is a resource, and never a {type.Name}.", source.Place);
        else if (choice is not null && !choice.Variants.Any(v => v.Type.Is(type.Name) || type.Is(v.TypeCode)))
            rules.Fault($"{choice} is never a {type.Name}.", source.Place);
        shape = shape with { Type = type };
        return type;
    }
}
