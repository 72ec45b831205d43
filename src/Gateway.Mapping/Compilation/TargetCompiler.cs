using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles one target of a rule: an element that is made, or set to a value.</summary>
internal sealed class TargetCompiler(RuleCompiler rules, RuleInfo info)
{
    /// <summary>Gives the step; the scope gets the variable that the target names.</summary>
    public MapStep Compile(MapTarget target, ref MapScope scope, MapVariableSlot source)
    {
        if (target.Context is null)
            return Named(target, ref scope, source);
        if (Context(target, scope) is not { } context)
            return Nothing(target, ref scope);
        if (target.Element is null || IsOwnValue(target, context))
            return Whole(target, ref scope, context, source);
        if (Place(target, context) is not { } place)
            return Nothing(target, ref scope);
        return target.Transform is null or MapTransform.Create
            ? Made(target, ref scope, place, source.Index)
            : Set(target, ref scope, place, source);
    }

    /// <summary>The variable that a target starts from; null, with a fault, when it is none.</summary>
    public MapVariableSlot? Context(MapTarget target, MapScope scope)
    {
        if (scope.Target(target.Context!) is { } slot)
            return slot;
        rules.Fault(scope.Source(target.Context!) is null ? $"There is no variable {target.Context}." : $"{target.Context} is a source, and nothing can be made in it.", target.Place);
        return null;
    }

    /// <summary>Where the target lies; null, with a fault, when its type has no such element.</summary>
    public TargetPlace? Place(MapTarget target, MapVariableSlot context)
    {
        var names = target.Element!.Split('.');
        var elements = new ElementDefinition?[names.Length];
        var types = new TypeDefinition?[names.Length];
        var type = context.Shape.Type is { IsAbstract: false } known ? known : null;
        for (var i = 0; i < names.Length && type is not null; i++)
        {
            types[i] = type;
            if (type.Find(names[i]) is not { } element)
            {
                rules.Fault($"{type.Path} has no element {names[i]}.", target.Place);
                return null;
            }

            elements[i] = element;
            type = element.IsChoice || element.HoldsResource ? null : element.Type;
            if (type is null && i < names.Length - 1)
            {
                rules.Fault($"{element} has no certain type, so that nothing in it can be set by a path.", target.Place);
                return null;
            }
        }

        return new TargetPlace(context.Index, names, types, elements);
    }

    /// <summary>True for <c>tgt.value</c> where the target is a primitive: its own value is meant.</summary>
    public static bool IsOwnValue(MapTarget target, MapVariableSlot context) => target.Element == "value" && context.Shape.Type is { IsPrimitive: true };

    // uuid() as id; copy(tgt) as p
    private MapStep Named(MapTarget target, ref MapScope scope, MapVariableSlot source)
    {
        var value = new TransformCompiler(rules, scope, info, source).Compile(target, null);
        var slot = Variable(target, ref scope, value?.Shape ?? ValueShape.Unknown);
        return value is null ? static _ => { }
        : run =>
        {
            var given = value.Get(run);
            if (value.IsMany && run.Items.Count > 1)
                run.Warn($"The expression gives {run.Items.Count} values, and a variable holds one.", info, run.ElementAt(source.Index));
            run.Set(slot.Index, value.IsMany && run.Items.Count > 1 ? default : given);
        };
    }

    // tgt = value: what the variable stands for is set itself.
    private MapStep Whole(MapTarget target, ref MapScope scope, MapVariableSlot context, MapVariableSlot source)
    {
        var value = target.Transform is null ? null : new TransformCompiler(rules, scope, info, source).Compile(target, context.Shape.Type?.Root);
        if (target.Transform is null)
            rules.Fault("The target names no element and sets nothing.", target.Place);
        var slot = Variable(target, ref scope, context.Shape);
        var (index, at) = (context.Index, source.Index);
        return value is null ? static _ => { }
        : run =>
        {
            if (run.Drafts[run.Base + index] is not { } draft)
                return;
            ValueWriter.Become(run, info, draft, value.Get(run), run.ElementAt(at));
            run.Set(slot.Index, MapValue.Of(draft));
        };
    }

    private MapStep Made(MapTarget target, ref MapScope scope, TargetPlace place, int source)
    {
        var element = place.Element;
        if (target.Parameters is [MapString named])
            element = Typed(target, element, named.Value);
        else if (element is { IsChoice: true } or { HoldsResource: true })
            rules.Fault($"{element} may have several types: say which with create('…').", target.Place);
        var slot = Variable(target, ref scope, new ValueShape(element?.Type, IsDraft: true));
        var (isFirst, share, isSingle) = (target.ListModes.Contains(MapTargetListMode.First), target.ShareId, IsSingle(target));
        return run =>
        {
            run.Set(slot.Index, default);
            if (!place.TryFind(run, info, out var parent, out var found))
                return;
            var made = element ?? found;
            if (isSingle && parent.Count(made) > 0)
                throw MapRun.Abort($"{made} may be made only once.", info, default);
            ElementDraft? shared = null;
            var draft = share is not null && run.Shared.TryGetValue((run.Scope, parent, made.Ordinal, share), out shared) ? shared
                : !made.IsArray && parent.Last(made) is { } there ? there
                : ValueWriter.Add(run, parent, made, isFirst);
            if (share is not null && shared is null)
                run.Shared[(run.Scope, parent, made.Ordinal, share)] = draft;
            run.Options.Recorder?.Made(info, parent, made, draft, run.ElementAt(source));
            run.Set(slot.Index, MapValue.Of(draft));
        };
    }

    private MapStep Set(MapTarget target, ref MapScope scope, TargetPlace place, MapVariableSlot source)
    {
        var value = new TransformCompiler(rules, scope, info, source).Compile(target, place.Element);
        if (value is not null && place.Element is not null && ValueFit.Fault(place.Element, value) is { } misfit)
            rules.Fault(misfit, target.Place);
        var slot = target.Variable is null ? null : Variable(target, ref scope, Bound(place.Element, value));
        if (value is null)
            return static _ => { };
        var writer = new TargetWriter(info, place, source.Index)
        {
            IsFirst = target.ListModes.Contains(MapTargetListMode.First),
            IsSingle = IsSingle(target),
            Slot = slot?.Index ?? -1,
        };
        return writer.Step(value);
    }

    // create('Quantity') says the type of a choice, of a resource that is held, or a subtype.
    private ElementDefinition? Typed(MapTarget target, ElementDefinition? element, string name)
    {
        if (rules.Unit.Types.Made(name, target.Place) is not { } type)
        {
            rules.Fault($"There is no type {name}.", target.Place);
            return element;
        }

        if (element is null || ValueFit.Concrete(element, type) is { } concrete && (element = concrete) is not null)
            return element;
        rules.Fault($"{element} cannot be a {type.Name}.", target.Place);
        return element;
    }

    private static ValueShape Bound(ElementDefinition? element, ValueCode? value) =>
        new(element is { IsChoice: false, HoldsResource: false } ? element.Type : value?.Shape.Type is { IsAbstract: false } type ? type : null, IsDraft: true);

    private static bool IsSingle(MapTarget target) => target.ListModes.Contains(MapTargetListMode.Single);

    private static MapVariableSlot Variable(MapTarget target, ref MapScope scope, ValueShape shape)
    {
        var slot = new MapVariableSlot(scope.Group.NewSlot(), shape);
        scope = scope.WithTarget(target.Variable, slot);
        return slot;
    }

    private static MapStep Nothing(MapTarget target, ref MapScope scope)
    {
        Variable(target, ref scope, ValueShape.Unknown with { IsDraft = true });
        return static _ => { };
    }
}
