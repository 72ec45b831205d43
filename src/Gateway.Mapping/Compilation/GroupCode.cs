namespace Gateway.Mapping.Compilation;

/// <summary>One step of a running map.</summary>
internal delegate void MapStep(MapRun run);

/// <summary>A group compiled for certain types of its inputs. The steps are known once it is whole: groups may run themselves.</summary>
internal sealed class GroupCode(string name)
{
    public string Name { get; } = name;

    /// <summary>The number of variables, the inputs first.</summary>
    public int FrameSize { get; set; }

    public RuleList Rules { get; set; } = new([]);

    public int NewSlot() => FrameSize++;

    /// <summary>Runs the rules; the inputs lie in the frame that begins at the run's base.</summary>
    public void Run(MapRun run) => Rules.Run(run);
}
