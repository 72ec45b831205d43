using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles what a rule does for each match of its sources.</summary>
internal sealed class BodyCompiler(RuleCompiler rules, MapRule rule, RuleInfo info)
{
    public MapStep Compile(MapScope scope, SourceCode[] sources)
    {
        var steps = new List<MapStep>();
        var last = sources[^1];
        if (IsCopy)
        {
            steps.Add(new CopyCompiler(rules, info).Compile(rule.Targets[0], ref scope, last.Slot));
        }
        else
        {
            foreach (var target in rule.Targets)
                steps.Add(new TargetCompiler(rules, info).Compile(target, ref scope, last.Slot));
        }

        foreach (var nested in rule.Rules)
            steps.Add(rules.Compile(nested, scope, info.Name));
        foreach (var dependent in rule.Dependents)
            if (new DependentCompiler(rules, info).Compile(dependent, scope) is { } call)
                steps.Add(call);

        // A rule that only checks or logs looks at its source, and does not leave it out.
        if (steps.Count == 0 && last.Check is null && last.Log is null)
            last.LeavesOut = true;

        var (body, at) = (steps.ToArray(), last.Slot.Index);
        return body.Length == 1
            ? run =>
            {
                run.Step(info, At(run, at));
                body[0](run);
            }
        : run =>
        {
            run.Step(info, At(run, at));
            foreach (var step in body)
                step(run);
        };
    }

    // One source, one target made of nothing, and nothing more: the types of both say what is done.
    private bool IsCopy => rule.Sources.Count == 1 && rule.Rules.Count == 0 && rule.Dependents.Count == 0
        && rule.Targets is [{ Context: not null, Element: not null, ListModes.Count: 0, Transform: null or MapTransform.Create, Parameters.Count: 0 }];

    private static Fhir.Elements.Element At(MapRun run, int slot) =>
        run.Values[run.Base + slot] is { IsElement: true } value ? value.Element : default;
}
