using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles the FHIRPath of a rule; its names are checked against the types of the variables and of what the rule looks at.</summary>
internal sealed class ExpressionCompiler(RuleCompiler rules, MapScope scope, RuleInfo info)
{
    /// <summary>An expression that gives a value, evaluated on a variable or on nothing.</summary>
    public ValueCode? Value(MapExpression expression, MapVariableSlot? focus)
    {
        if (Path(expression, focus) is not { } path)
            return null;
        var (ready, at) = (Drafts(path), focus?.Index ?? -1);
        return new ValueCode(run =>
        {
            ready?.Invoke(run);
            run.Items.Clear();
            var focus = at < 0 ? default : Focus(run, at);
            if (path.Evaluate(focus, run.Environment, run.Values, run.Base, run.Items) is { } fault)
                Report(run, fault, focus);
            return run.Items.Count == 0 ? default : MapValue.Of(run.Items[0]);
        }, ValueShape.Unknown)
        { IsMany = true };
    }

    /// <summary>An expression that is true or not of a variable; null when it is at fault.</summary>
    public Func<MapRun, bool>? Test(MapExpression expression, MapVariableSlot focus)
    {
        if (Path(expression, focus) is not { } path)
            return null;
        var (ready, at) = (Drafts(path), focus.Index);
        return run =>
        {
            ready?.Invoke(run);
            var value = Focus(run, at);
            var holds = path.Test(value, out var fault, run.Environment, run.Values, run.Base) == true;
            if (fault is not null)
                Report(run, fault, value);
            return holds;
        };
    }

    // Data that an expression cannot take leaves out what depends on it; an expression that does not end ends the record.
    private void Report(MapRun run, PathFault fault, in PathValue focus)
    {
        var at = focus.IsElement ? focus.Element : default;
        if (fault.Kind == PathFaultKind.Budget)
            throw MapRun.Abort(fault.Message, info, at, FaultKind.TooLong);
        run.Warn(fault.Message, info, at);
    }

    private PathValue Focus(MapRun run, int slot)
    {
        var value = run[slot];
        return value.Draft is null ? value.Value : PathValue.Of(Readable(run, value.Draft));
    }

    // Parts of the target that the expression names are made readable before it is evaluated, which counts as work.
    private Action<MapRun>? Drafts(CompiledPath path)
    {
        var slots = path.Slots.ToArray();
        return slots.Length == 0 ? null : run =>
        {
            foreach (var slot in slots)
                if (run.Drafts[run.Base + slot] is { } draft)
                    run.Values[run.Base + slot] = PathValue.Of(Readable(run, draft));
        };
    }

    private Element Readable(MapRun run, ElementDraft draft)
    {
        var element = draft.Build();
        run.Step(info, default, 1 + (element.Tree.Nodes.Length / 16));
        return element;
    }

    private CompiledPath? Path(MapExpression expression, MapVariableSlot? focus)
    {
        var type = focus?.Shape.Type is { IsAbstract: false } known ? known : null;
        var options = new PathOptions
        {
            Definitions = rules.Unit.Types.Sets(focus?.Shape.Type),
            Context = type,
            IsLenient = true,
            Slots = Slots(),
        };
        var compiled = CompiledPath.Compile(expression.Text, options);
        if (compiled.Fault is { } fault)
            rules.Fault($"{fault.Message} In: {expression.Text}", expression.Place, fault.Kind == PathFaultKind.Syntax ? FaultKind.Structure : FaultKind.Value);
        return compiled.Path;
    }

    private Dictionary<string, PathSlot> Slots()
    {
        var slots = scope.Slots();
        foreach (var (name, value) in rules.Unit.Constants)
            slots.TryAdd(name, new PathSlot(-1, null) { Constant = value });
        return slots;
    }
}
