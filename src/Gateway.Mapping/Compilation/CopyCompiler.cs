using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles <c>src.a -> tgt.b</c>: the group for the types of both runs, or where there is none the value is copied.</summary>
internal sealed class CopyCompiler(RuleCompiler rules, RuleInfo info)
{
    public MapStep Compile(MapTarget target, ref MapScope scope, MapVariableSlot source)
    {
        var targets = new TargetCompiler(rules, info);
        var context = targets.Context(target, scope);
        if (context is not null && TargetCompiler.IsOwnValue(target, context))
            return Value(context, source);
        if (context is null || targets.Place(target, context) is not { } place)
            return static _ => { };
        var groups = rules.TypeGroups;
        var shape = source.Shape;
        if (shape.Type is { IsAbstract: false } type && place.Element is { } element)
        {
            if (groups.Find(type, element) is { } found)
                return run => Call(run, found.Group, found.Element, place, source.Index);
            if (ValueFit.Fault(element, new ValueCode(static _ => default, shape)) is { } misfit)
                rules.Fault($"{misfit} No group is declared for the types.", target.Place);
            return new TargetWriter(info, place, source.Index).Step(new ValueCode(run => run[source.Index], shape));
        }

        var writer = new TargetWriter(info, place, source.Index).Step(new ValueCode(run => run[source.Index], shape));
        return groups.Any ? Dispatched(groups, place, source.Index, writer) : writer;
    }

    // src.value -> tgt.value between primitives.
    private MapStep Value(MapVariableSlot context, MapVariableSlot source) => run =>
    {
        if (run.Drafts[run.Base + context.Index] is { } draft)
            ValueWriter.Become(run, info, draft, run[source.Index], run.ElementAt(source.Index));
    };

    // Only the data tells the type; what was found for a type is kept. Groups are compiled while the map is loaded, never here.
    private MapStep Dispatched(TypeGroups groups, TargetPlace place, int source, MapStep copy)
    {
        groups.CompileAll();
        var found = new ConcurrentDictionary<(TypeDefinition, ElementDefinition), (GroupCode Group, ElementDefinition Element)?>();
        return run =>
        {
            var at = run.ElementAt(source);
            if (at.IsNone || !place.TryFind(run, info, out _, out var element))
                copy(run);
            else if (found.GetOrAdd((at.Type, element), static (key, g) => g.Find(key.Item1, key.Item2), groups) is { } group)
                Call(run, group.Group, group.Element, place, source);
            else
                copy(run);
        };
    }

    private void Call(MapRun run, GroupCode group, ElementDefinition element, TargetPlace place, int source)
    {
        if (!place.TryFind(run, info, out var parent, out _))
            return;
        var draft = ValueWriter.Add(run, parent, element, false);
        run.Options.Recorder?.Made(info, parent, element, draft, run.ElementAt(source));
        GroupCall.Run(group, run, run[source], MapValue.Of(draft), info);
    }
}
