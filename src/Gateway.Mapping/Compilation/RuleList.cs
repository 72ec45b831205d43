using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>
/// Rules in their order. A group names all that an element may have, and an element has little of it: which children are there is looked at once, and rules
/// that begin at others are passed over.
/// </summary>
internal sealed class RuleList(CompiledRule[] rules)
{
    public void Run(MapRun run)
    {
        var (looked, there) = (-1, ChildNames.Any);
        foreach (ref readonly var rule in rules.AsSpan())
        {
            if (rule.Context >= 0)
            {
                if (rule.Context != looked)
                    (looked, there) = (rule.Context, Names(run, rule.Context));
                if (!there.Has(rule.Begin))
                    continue;
            }

            rule.Step(run);
        }
    }

    // Of what is no element of the source nothing is known beforehand.
    private static ChildNames Names(MapRun run, int slot) =>
        run.Drafts[run.Base + slot] is null && run.ElementAt(slot) is { IsNone: false } element ? ChildNames.Of(element) : ChildNames.Any;
}
