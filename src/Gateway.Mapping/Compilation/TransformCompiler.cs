using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Mapping.Compilation.Transforms;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles the transform of a target (http://hl7.org/fhir/R4/valueset-map-transform.html).</summary>
internal sealed class TransformCompiler(RuleCompiler rules, MapScope scope, RuleInfo info, MapVariableSlot source)
{
    /// <summary>The value; null, with a fault, when the transform is at fault.</summary>
    public ValueCode? Compile(MapTarget target, ElementDefinition? element)
    {
        if (target.Transform == MapTransform.Evaluate)
            return Evaluate(target);
        var parameters = new ParameterCompiler(rules, scope, info);
        var values = target.Parameters.Select(p => parameters.Compile(p)).ToArray();
        if (values.Any(v => v is null))
            return null;
        var call = new TransformCall(rules, info, target, values!, element, source.Index);
        return target.Transform switch
        {
            MapTransform.Create => Create(target),
            MapTransform.Copy => call.Takes(1, 1) ? values[0] : null,
            MapTransform.Truncate => TextTransforms.Truncate(call),
            MapTransform.Escape => TextTransforms.Escape(call),
            MapTransform.Append => TextTransforms.Append(call),
            MapTransform.Cast => CastTransform.Compile(call),
            MapTransform.Translate => TranslateTransform.Compile(call),
            MapTransform.Reference => ReferenceTransforms.Reference(call),
            MapTransform.Pointer => ReferenceTransforms.Pointer(call),
            MapTransform.Uuid => ReferenceTransforms.Uuid(call),
            MapTransform.DateOp => DateTransform.Compile(call),
            MapTransform.Cc => DataTypeTransforms.CodeableConcept(call),
            MapTransform.C => DataTypeTransforms.Coding(call),
            MapTransform.Id => DataTypeTransforms.Identifier(call),
            MapTransform.Qty => DataTypeTransforms.Quantity(call),
            MapTransform.Cp => DataTypeTransforms.ContactPoint(call),
            _ => throw new InvalidOperationException($"No code for {target.Transform}."),
        };
    }

    private ValueCode? Evaluate(MapTarget target)
    {
        var expressions = new ExpressionCompiler(rules, scope, info);
        if (target.Parameters is [MapExpression alone])
            return expressions.Value(alone, source);
        if (target.Parameters is not [MapVariable focus, MapExpression expression])
        {
            rules.Fault("evaluate takes an expression, or a variable and an expression.", target.Place);
            return null;
        }

        if (scope.Source(focus.Name) is { } slot)
            return expressions.Value(expression, slot);
        rules.Fault($"There is no variable {focus.Name}.", focus.Place);
        return null;
    }

    // A new element that lies nowhere yet.
    private ValueCode? Create(MapTarget target)
    {
        if (target.Parameters is [MapString name] && rules.Unit.Types.Made(name.Value, target.Place) is { } type)
            return new ValueCode(_ => MapValue.Of(ElementDraft.New(type)), new ValueShape(type, IsDraft: true));
        rules.Fault(target.Parameters is [MapString unknown] ? $"There is no type {unknown.Value}." : "create takes the name of a type.", target.Place);
        return null;
    }
}
