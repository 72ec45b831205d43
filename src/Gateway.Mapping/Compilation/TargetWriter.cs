using Gateway.Fhir.Elements;

namespace Gateway.Mapping.Compilation;

/// <summary>The running form of <c>tgt.element = value</c>.</summary>
internal sealed class TargetWriter(RuleInfo rule, TargetPlace place, int source)
{
    public bool IsFirst { get; init; }

    public bool IsSingle { get; init; }

    /// <summary>The variable that names what was set; -1 for none.</summary>
    public int Slot { get; init; } = -1;

    public MapStep Step(ValueCode value)
    {
        if (value.Literal is { } literal && place.Element is { IsChoice: false, HoldsResource: false, Type.IsPrimitive: true } && Slot < 0 && !IsSingle)
            return Literal(System.Text.Encoding.UTF8.GetBytes(literal));
        if (value.Utf8 is { } utf8 && place.Element is { IsChoice: false, HoldsResource: false, Type.IsPrimitive: true } && Slot < 0 && !IsSingle)
            return Text(utf8);
        return value.IsMany ? run => All(run, value) : run => One(run, value.Get(run));
    }

    // The text was checked when the map was loaded.
    private MapStep Literal(byte[] utf8) => run =>
    {
        if (!place.TryFind(run, rule, out var parent, out var element))
            return;
        parent.AddValue(element, utf8, IsFirst);
        run.Options.Recorder?.Made(rule, parent, element, null, run.ElementAt(source));
    };

    private MapStep Text(Func<MapRun, byte[]?> get) => run =>
    {
        if (get(run) is { Length: > 0 } utf8 && place.TryFind(run, rule, out var parent, out var element))
            ValueWriter.Text(run, rule, parent, element, utf8, IsFirst, run.ElementAt(source));
    };

    private void All(MapRun run, ValueCode value)
    {
        // What the last match made must not be taken for what this one makes.
        if (Slot >= 0)
            run.Set(Slot, default);
        var first = value.Get(run);
        var count = run.Items.Count;
        if (count > 1 && (place.Element is { IsArray: false } || IsSingle))
            run.Warn($"The expression gives {count} values, and {place.Element?.Facts.Path ?? "the element"} does not repeat.", rule, run.ElementAt(source));
        else if (count == 1)
            One(run, first);
        else
            foreach (var item in run.Items.ToArray())
                One(run, MapValue.Of(item));
    }

    private void One(MapRun run, in MapValue value)
    {
        if (Slot >= 0)
            run.Set(Slot, default);
        if (value.IsNone || !place.TryFind(run, rule, out var parent, out var element))
            return;
        if (IsSingle && parent.Count(element) > 0)
            throw MapRun.Abort($"{element} may be made only once.", rule, run.ElementAt(source));
        var isWritten = ValueWriter.Write(run, rule, parent, element, value, IsFirst, run.ElementAt(source));
        if (isWritten && Slot >= 0 && parent.LastOf(element, IsFirst) is { } draft)
            run.Set(Slot, MapValue.Of(draft));
    }
}
