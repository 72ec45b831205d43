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

        if (rule.Rules.Count > 0)
            steps.Add(Nested(new RuleList([.. rule.Rules.Select(nested => rules.Compile(nested, scope, info.Name))])));
        foreach (var dependent in rule.Dependents)
            if (new DependentCompiler(rules, info).Compile(dependent, scope) is { } call)
                steps.Add(call);

        // A rule that only checks or logs looks at its source, and does not leave it out.
        if (steps.Count == 0 && last.Check is null && last.Log is null)
            last.LeavesOut = true;

        var body = steps.ToArray();
        return body.Length == 1
            ? run =>
            {
                run.Match(info);
                body[0](run);
            }
        : run =>
        {
            run.Match(info);
            foreach (var step in body)
                step(run);
        };
    }

    // One source, one target made of nothing, and nothing more: the types of both say what is done.
    private bool IsCopy => rule.Sources.Count == 1 && rule.Rules.Count == 0 && rule.Dependents.Count == 0
        && rule.Targets is [{ Context: not null, Element: not null, ListModes.Count: 0, Transform: null or MapTransform.Create, Parameters.Count: 0 }];

    // Each match has shared elements of its own.
    private static MapStep Nested(RuleList nested) => run =>
    {
        var around = run.EnterScope();
        nested.Run(run);
        run.LeaveScope(around);
    };
}
