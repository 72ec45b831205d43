using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>A rule ready to run, and the child without which it does nothing.</summary>
/// <param name="Step">Runs the rule.</param>
/// <param name="Context">The variable whose element it looks into; -1 when it is to run in any case.</param>
/// <param name="Begin">The child of that element that must be there.</param>
internal readonly record struct CompiledRule(MapStep Step, int Context, ChildNames Begin)
{
    /// <summary>A rule that runs in any case.</summary>
    public static CompiledRule Always(MapStep step) => new(step, -1, default);
}
