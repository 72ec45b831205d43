using System.Collections.Immutable;
using Gateway.Fhir.Paths.Typing;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>What names mean at a place of an expression.</summary>
/// <param name="This">The type of <c>$this</c>.</param>
/// <param name="Total">The type of <c>$total</c>; null outside aggregate().</param>
/// <param name="IsInLambda">True where <c>$index</c> exists.</param>
/// <param name="Variables">The variables that defineVariable() made, with their types.</param>
internal sealed record Scope(StaticType This, StaticType? Total, bool IsInLambda, ImmutableDictionary<string, StaticType> Variables)
{
    public static Scope Root(StaticType context) => new(context, null, false, ImmutableDictionary<string, StaticType>.Empty);

    /// <summary>Where a whole collection stands in for <c>$this</c> (the value of defineVariable()): the variable that holds it.</summary>
    public string? Collection { get; init; }

    public Scope Inside(StaticType item) => this with { This = item, IsInLambda = true, Collection = null };

    public Scope On(StaticType items, string variable) => this with { This = items, Collection = variable };
}
