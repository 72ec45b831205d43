using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>Walks the items from a mark to the top, each in turn as <c>$this</c> with its <c>$index</c>; <see cref="End"/> restores what they were.</summary>
internal ref struct LambdaItems
{
    private readonly PathRun _run;
    private readonly PathValue _this;
    private readonly int _index;
    private readonly int _mark;
    private readonly int _end;
    private int _at;

    public LambdaItems(PathRun run, int mark)
    {
        _run = run;
        _this = run.This;
        _index = run.Index;
        _mark = mark;
        _end = run.Top;
        _at = mark - 1;
    }

    public bool MoveNext()
    {
        if (++_at >= _end)
            return false;
        _run.Step(0);
        _run.This = _run[_at];
        _run.Index = _at - _mark;
        return true;
    }

    public readonly void End()
    {
        _run.This = _this;
        _run.Index = _index;
    }
}
