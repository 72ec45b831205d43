using Gateway.Fhir.Definitions;

namespace Gateway.Mapping.Compilation;

/// <summary>Runs a group: its inputs are put into a new frame, and its rules run there.</summary>
internal static class GroupCall
{
    public static Func<MapRun, MapValue> Slot(int index) => run => run[index];

    /// <param name="group">The group.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="types">The types that the inputs must have where that is not known before; null where it is.</param>
    /// <param name="rule">The rule that calls; null for a group that extends another.</param>
    public static MapStep Of(GroupCode group, Func<MapRun, MapValue>[] inputs, TypeDefinition?[] types, RuleInfo? rule) => run =>
    {
        var frame = run.Enter(group, rule);
        for (var i = 0; i < inputs.Length; i++)
        {
            var value = inputs[i](run);
            if (types[i] is { } type && !IsFit(value, type))
            {
                run.Leave(frame);
                run.Warn($"The group {group.Name} takes a {type.Name}, and what it is given is none.", rule, value.Draft is null && value.Value.IsElement ? value.Value.Element : default);
                return;
            }

            run.Values[frame + i] = value.Value;
            run.Drafts[frame + i] = value.Draft;
        }

        Run(group, run, frame, rule is not null);
    };

    /// <summary>Runs a group for one source and one target.</summary>
    public static void Run(GroupCode group, MapRun run, in MapValue source, in MapValue target, RuleInfo rule)
    {
        var frame = run.Enter(group, rule);
        (run.Values[frame], run.Drafts[frame]) = (source.Value, source.Draft);
        (run.Values[frame + 1], run.Drafts[frame + 1]) = (target.Value, target.Draft);
        Run(group, run, frame, true);
    }

    // A group that is extended shares what its extension shares.
    private static void Run(GroupCode group, MapRun run, int frame, bool hasScope)
    {
        var caller = run.Base;
        var around = hasScope ? run.EnterScope() : run.Scope;
        run.Base = frame;
        group.Run(run);
        run.Base = caller;
        run.LeaveScope(around);
        run.Leave(frame);
    }

    private static bool IsFit(in MapValue value, TypeDefinition type)
    {
        var actual = value.Draft?.Type ?? (value.Value.IsElement ? value.Value.Element.Type : null);
        return actual is null || ReferenceEquals(actual, type) || actual.Is(type.Name);
    }
}
