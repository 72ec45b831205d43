namespace Gateway.Mapping.Compilation;

/// <summary>Runs a group: its inputs are put into a new frame, and its rules run there.</summary>
internal static class GroupCall
{
    public static Func<MapRun, MapValue> Slot(int index) => run => run[index];

    public static MapStep Of(GroupCode group, Func<MapRun, MapValue>[] inputs, RuleInfo? rule) => run =>
    {
        var caller = run.Base;
        var frame = run.Enter(group, rule);
        for (var i = 0; i < inputs.Length; i++)
        {
            var value = inputs[i](run);
            run.Values[frame + i] = value.Value;
            run.Drafts[frame + i] = value.Draft;
        }

        run.Base = frame;
        group.Run(run);
        run.Base = caller;
        run.Leave(frame);
    };

    /// <summary>Runs a group for one source and one target.</summary>
    public static void Run(GroupCode group, MapRun run, in MapValue source, in MapValue target, RuleInfo rule)
    {
        var caller = run.Base;
        var frame = run.Enter(group, rule);
        (run.Values[frame], run.Drafts[frame]) = (source.Value, source.Draft);
        (run.Values[frame + 1], run.Drafts[frame + 1]) = (target.Value, target.Draft);
        run.Base = frame;
        group.Run(run);
        run.Base = caller;
        run.Leave(frame);
    }
}
