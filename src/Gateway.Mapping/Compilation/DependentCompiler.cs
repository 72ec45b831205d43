using Gateway.Fhir.Definitions;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles <c>then Group(a, b)</c>.</summary>
internal sealed class DependentCompiler(RuleCompiler rules, RuleInfo info)
{
    // The type that an input says and the value is not known to have.
    private static TypeDefinition? Unchecked(MapUnit unit, MapInput input, ValueShape given) =>
        given.IsKnown || input.Type is null ? null : unit.Types.Find(input.Type, input.Mode == MapInputMode.Target);

    public MapStep? Compile(MapDependent dependent, MapScope scope)
    {
        void Fault(string message) => rules.Fault($"{dependent.Name}: {message}", dependent.Place);
        if (rules.Unit.Group(dependent.Name) is not { } found)
        {
            rules.Fault($"There is no group {dependent.Name}.", dependent.Place);
            return null;
        }

        var inputs = found.Group.Inputs;
        if (inputs.Count != dependent.Parameters.Count)
        {
            Fault($"The group has {inputs.Count} inputs, and {dependent.Parameters.Count} are given.");
            return null;
        }

        var shapes = new ValueShape[inputs.Count];
        var values = new Func<MapRun, MapValue>[inputs.Count];
        for (var i = 0; i < inputs.Count; i++)
        {
            var isTarget = inputs[i].Mode == MapInputMode.Target;
            if (new ParameterCompiler(rules, scope, info).Compile(dependent.Parameters[i], isTarget) is not { } value)
                return null;
            (shapes[i], values[i]) = (value.Shape, value.Get);
            if (isTarget && !value.Shape.IsDraft && value.Shape.Kind == PathKind.None && value.Shape.Type is null)
                shapes[i] = value.Shape with { IsDraft = true };
        }

        return rules.Compiler.Group(found.Unit, found.Group, shapes, Fault) is { } group
            ? GroupCall.Of(group, values, [.. inputs.Select((input, i) => Unchecked(found.Unit, input, shapes[i]))], info) : null;
    }
}
