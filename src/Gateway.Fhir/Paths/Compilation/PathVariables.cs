using Gateway.Fhir.Paths.Syntax;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths.Compilation;

/// <summary>What <c>%name</c> means: the standard's variables (http://hl7.org/fhir/R4/fhirpath.html#variables), then those of the evaluation.</summary>
internal static class PathVariables
{
    public static Code Compile(PathCompiler compiler, VariableNode node, Scope scope)
    {
        var (name, position) = (node.Name, node.Position);
        if (scope.Variables.TryGetValue(name, out var defined))
            return new Code(run => run.PushAll(run.Variables![name], position), defined, scope, position);
        if (compiler.Options.Slots is { } slots && slots.TryGetValue(name, out var slot))
            return Slot(compiler, slot, scope, position);
        if (Text(name) is { } text)
        {
            var value = PathValue.Of(text);
            return new Code(run => run.Push(value), StaticType.String, scope, position) { Constant = value };
        }

        return name switch
        {
            "context" => new Code(static run => PushRoot(run), StaticType.Unknown, scope, position),
            "resource" => new Code(static run => run.Push(PathValue.Of(Resource(run))), StaticType.Unknown, scope, position),
            "rootResource" => new Code(static run => run.Push(PathValue.Of(run.Environment.RootResource is { IsNone: false } root ? root : Resource(run))), StaticType.Unknown, scope, position),
            _ when compiler.Options.Slots is not null => throw PathCompiler.Fault($"There is no variable %{name}.", position),
            _ => new Code(run => PushNamed(run, name, position), StaticType.Unknown, scope, position),
        };
    }

    /// <summary>A value that the evaluation is given by its number.</summary>
    public static Code Slot(PathCompiler compiler, PathSlot slot, Scope scope, int position)
    {
        if (slot.Constant is { } constant)
            return new Code(run => run.Push(constant), StaticType.Of(constant.Kind), scope, position) { Constant = constant };
        var index = slot.Index;
        compiler.Slots.Add(index);
        return new Code(run =>
        {
            if (run.Slots[run.SlotBase + index] is { Kind: not PathKind.None } value)
                run.Push(value);
        }, slot.Type is null ? StaticType.Unknown with { IsMany = false } : StaticType.Of(slot.Type), scope, position);
    }

    public static Elements.Element Resource(PathRun run) => run.Environment.Resource is { IsNone: false } resource ? resource : run.Root;

    /// <summary>Where a variable is kept whose name only the evaluation makes: its scope is not known, so it is apart from those that have one.</summary>
    public static string Computed(string name) => $"computed {name}";

    private static string? Text(string name) => name switch
    {
        "ucum" => SystemValues.Ucum,
        "sct" => "http://snomed.info/sct",
        "loinc" => "http://loinc.org",
        _ when name.StartsWith("vs-", StringComparison.Ordinal) => $"http://hl7.org/fhir/ValueSet/{name[3..]}",
        _ when name.StartsWith("ext-", StringComparison.Ordinal) => $"http://hl7.org/fhir/StructureDefinition/{name[4..]}",
        _ => null,
    };

    private static void PushRoot(PathRun run)
    {
        if (!run.Root.IsNone)
            run.Push(PathValue.Of(run.Root));
    }

    private static void PushNamed(PathRun run, string name, int position)
    {
        if (run.Variables is not null && run.Variables.TryGetValue(Computed(name), out var defined))
        {
            run.PushAll(defined, position);
            return;
        }

        if (!run.Environment.Variables.TryGetValue(name, out var values))
            throw new PathAbortException(PathFaultKind.Semantic, $"There is no variable %{name}.", position);
        run.Step(position, values.Count);
        foreach (var value in values)
            run.Push(value);
    }
}
