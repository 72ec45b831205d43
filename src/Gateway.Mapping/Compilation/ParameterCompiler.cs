using System.Globalization;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles parameters of transforms and groups: variables, paths from them, literals.</summary>
internal sealed class ParameterCompiler(RuleCompiler rules, MapScope scope, RuleInfo info)
{
    /// <summary>The value; null when the parameter is at fault.</summary>
    public ValueCode? Compile(MapParameter parameter, bool isTarget = false) => parameter switch
    {
        MapVariable variable => Variable(variable, isTarget),
        MapString text => ValueCode.Of(PathValue.Of(text.Value), text.Value),
        MapBoolean flag => ValueCode.Of(PathValue.Of(flag.Value), flag.Value ? "true" : "false"),
        MapInteger number => ValueCode.Of(PathValue.Of(number.Value), number.Value.ToString(CultureInfo.InvariantCulture)),

        MapDecimal number => Literal(number.Text, number.Text),
        MapMoment moment => Literal($"@{moment.Text}", moment.Text.TrimStart('T')),
        MapExpression expression => new ExpressionCompiler(rules, scope, info).Value(expression, null),
        _ => throw new InvalidOperationException($"No code for {parameter.GetType().Name}."),
    };

    // FHIRPath has the same literals for these.
    private static ValueCode Literal(string expression, string text)
    {
        var items = new List<PathValue>();
        CompiledPath.Compile(expression).Path!.Evaluate(default, PathEnvironment.Default, [], 0, items);
        return ValueCode.Of(items[0], text);
    }

    private ValueCode? Variable(MapVariable variable, bool isTarget)
    {
        var name = variable.Name;
        if ((isTarget ? scope.Target(name) ?? scope.Source(name) : scope.Source(name)) is { } slot)
        {
            var index = slot.Index;
            return new ValueCode(run => run[index], slot.Shape);
        }

        // A constant of the map is written as a variable.
        if (rules.Unit.Constants.TryGetValue(name, out var constant))
            return ValueCode.Of(constant, constant.Text ?? "");
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && scope.Source(name[..dot]) is not null)
            return new ExpressionCompiler(rules, scope, info).Value(new MapExpression($"%{name}") { Place = variable.Place }, null);
        rules.Fault($"There is no variable {name}.", variable.Place);
        return null;
    }
}
