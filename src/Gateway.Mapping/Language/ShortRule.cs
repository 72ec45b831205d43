namespace Gateway.Mapping.Language;

/// <summary>The form that StructureMaps give to <c>src.a -> tgt.b</c>: HL7's converter adds a variable and a create that names no type.</summary>
internal static class ShortRule
{
    private const string Variable = "vvv";

    /// <summary>The rule in its short form when it is one that was lengthened.</summary>
    public static MapRule Shortened(this MapRule rule) =>
        rule is { Sources: [{ Variable: Variable }], Targets: [{ Variable: Variable, Transform: MapTransform.Create, Parameters.Count: 0 }] }
        && (rule with { Sources = [rule.Sources[0] with { Variable = null }], Targets = [rule.Targets[0] with { Variable = null, Transform = null }] }) is { IsShort: true } shortened
            ? shortened : rule;

    /// <summary>The rule as StructureMaps have it.</summary>
    public static MapRule Lengthened(this MapRule rule) => rule.IsShort
        ? rule with { Sources = [rule.Sources[0] with { Variable = Variable }], Targets = [rule.Targets[0] with { Variable = Variable, Transform = MapTransform.Create }] }
        : rule;
}
