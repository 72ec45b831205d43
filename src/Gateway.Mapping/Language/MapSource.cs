namespace Gateway.Mapping.Language;

/// <summary>What a rule looks at: <c>src.item : Type 0..1 default (x) first as v where (x) check (x) log (x)</c>.</summary>
/// <param name="Context">The variable that it starts from.</param>
public sealed record MapSource(string Context)
{
    /// <summary>The element, or a path of several with dots between; null for the variable itself.</summary>
    public string? Element { get; init; }

    /// <summary>Only elements of this type match.</summary>
    public string? Type { get; init; }

    public MapCardinality? Cardinality { get; init; }

    /// <summary>What stands in when nothing is there: a string or an expression.</summary>
    public MapParameter? Default { get; init; }

    public MapSourceListMode? ListMode { get; init; }

    public string? Variable { get; init; }

    public MapExpression? Where { get; init; }

    public MapExpression? Check { get; init; }

    public MapExpression? Log { get; init; }

    public MapPlace Place { get; init; }
}
