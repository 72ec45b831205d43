using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>A source of a rule, compiled: it puts each match into its variable and runs what is inside.</summary>
internal sealed class SourceCode(RuleInfo rule, int context, MapVariableSlot slot, SourceStep[] path)
{
    public MapVariableSlot Slot { get; } = slot;

    /// <summary>The variable that the path starts from.</summary>
    public int From => context;

    /// <summary>The first element of the path, where nothing is done or checked without it; else null.</summary>
    public SourceStep? Begin => path is [{ IsSelf: false } first, ..] && Cardinality is null && Default is null ? first : null;

    public TypeDefinition? Type { get; init; }

    public bool IsTarget { get; init; }

    public MapCardinality? Cardinality { get; init; }

    public MapSourceListMode? ListMode { get; init; }

    public Func<MapRun, MapValue>? Default { get; init; }

    public Func<MapRun, bool>? Where { get; init; }

    public Func<MapRun, bool>? Check { get; init; }

    public string CheckText { get; init; } = "";

    public Func<MapRun, MapValue>? Log { get; init; }

    /// <summary>True when nothing is done with the source: the map says that it is left out on purpose.</summary>
    public bool LeavesOut { get; set; }

    public MapStep Around(MapStep inner)
    {
        if (path.Length == 0)
            return run => RunOnContext(run, inner);
        if (path.Length == 1 && !path[0].IsSelf && ListMode is null && Cardinality is null && Default is null)
            return run => RunEach(run, inner);
        return run => RunListed(run, inner);
    }

    // src where (…): the variable itself, which may also be a plain value or a part of the target.
    private void RunOnContext(MapRun run, MapStep inner)
    {
        var value = run[context];
        if (value.Draft is null && value.Value.IsElement)
        {
            Match(run, value.Value.Element, inner);
            return;
        }

        if (value.IsNone && Default is not null)
            value = Default(run);
        if (value.IsNone)
            return;
        run.Set(Slot.Index, value);
        if (Holds(run, default))
            inner(run);
    }

    private void RunEach(MapRun run, MapStep inner)
    {
        if (Context(run) is not { IsNone: false } element)
            return;
        foreach (var child in Children(element, path[0]))
            Match(run, child, inner);
    }

    private void RunListed(MapRun run, MapStep inner)
    {
        var found = new List<Element>();
        if (Context(run) is { IsNone: false } element)
            Collect(run, element, 0, found);
        CheckCardinality(found.Count, run);
        if (found.Count == 0 && Default is not null && Default(run) is { IsNone: false } value)
        {
            run.Set(Slot.Index, value);
            if (Holds(run, default))
                inner(run);
            return;
        }

        if (ListMode is null)
        {
            foreach (var item in found)
                Match(run, item, inner);
            return;
        }

        found.RemoveAll(item => !IsMatch(run, item));
        foreach (var item in Listed(found, run))
        {
            run.Set(Slot.Index, MapValue.Of(PathValue.Of(item)));
            inner(run);
        }
    }

    private IEnumerable<Element> Listed(List<Element> found, MapRun run)
    {
        if (ListMode == MapSourceListMode.OnlyOne && found.Count > 1)
            throw MapRun.Abort($"There must be only one, and there are {found.Count}.", rule, found[1]);
        return ListMode switch
        {
            MapSourceListMode.First => found.Take(1),
            MapSourceListMode.NotFirst => found.Skip(1),
            MapSourceListMode.Last => found.TakeLast(1),
            MapSourceListMode.NotLast => found.SkipLast(1),
            _ => found,
        };
    }

    private void CheckCardinality(int count, MapRun run)
    {
        if (Cardinality is { } due && (count < due.Min || count > due.Max))
            throw MapRun.Abort($"{path[^1].Name} is there {count} times, and {due.Min}..{(due.Max is { } max ? max : "*")} is due.", rule, Context(run));
    }

    private Element Context(MapRun run)
    {
        var value = run[context];
        return value.Draft is not null ? value.Draft.Build() : value.Value.IsElement ? value.Value.Element : default;
    }

    private void Collect(MapRun run, Element element, int at, List<Element> found)
    {
        var step = path[at];
        if (step.IsSelf)
        {
            if (element.HasValue)
                found.Add(element);
            return;
        }

        foreach (var child in Children(element, step))
        {
            run.Step(rule, child);
            if (step.Variant is not null && child.Definition.JsonName != step.Variant)
                continue;
            if (at == path.Length - 1)
            {
                if (Type is null || IsOfType(child.Type))
                    found.Add(child);
                continue;
            }

            run.Options.Recorder?.Reached(child);
            Collect(run, child, at + 1, found);
        }
    }

    private static ElementChildren Children(Element element, SourceStep step)
    {
        var content = element.Content;
        return new ElementChildren(content.Tree, content.Index, step.NameId);
    }

    private void Match(MapRun run, Element item, MapStep inner)
    {
        if (IsMatch(run, item))
            inner(run);
    }

    private bool IsMatch(MapRun run, Element item)
    {
        run.Step(rule, item);
        if (path.Length > 0 && path[^1].Variant is { } variant && item.Definition.JsonName != variant)
            return false;
        if (Type is not null && !IsOfType(item.Type))
            return false;
        run.Set(Slot.Index, MapValue.Of(PathValue.Of(item)));
        if (Holds(run, item))
        {
            if (run.Options.Recorder is { } recorder)
                recorder.Reached(item, LeavesOut);
            return true;
        }

        return false;
    }

    private bool IsOfType(TypeDefinition type) => ReferenceEquals(type, Type) || (type.MayBe(Type!) && type.Is(Type!.Name));

    private bool Holds(MapRun run, Element item)
    {
        if (Where is not null && !Where(run))
            return false;
        if (Check is not null && !Check(run))
            throw MapRun.Abort($"The check fails: {CheckText}.", rule, item, FaultKind.Value);
        if (Log is not null && run.Options.Recorder is { } recorder && Log(run).Text is { } text)
            recorder.Logged(rule, text);
        return true;
    }
}
