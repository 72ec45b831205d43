using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Mapping.Language;

namespace Gateway.Mapping.Compilation;

/// <summary>Compiles the rules of one group: for each match of the sources, the targets in order, then nested rules, then other groups.</summary>
internal sealed class RuleCompiler(MapCompiler compiler, MapUnit unit, MapGroup group)
{
    public MapCompiler Compiler { get; } = compiler;

    public MapUnit Unit { get; } = unit;

    public TypeGroups TypeGroups => Compiler.TypeGroups(Unit);

    public CompiledRule Compile(MapRule rule, MapScope scope, string path)
    {
        var info = Unit.Info(rule, path);
        var faults = Unit.Faults.Count;
        var compiled = Compile(rule, scope, info);
        Unit.Faults.Locate(faults, info.Name);
        return compiled;
    }

    public void Fault(string message, MapPlace place, FaultKind kind = FaultKind.Value) => Unit.Faults.Add(kind, message, place);

    private CompiledRule Compile(MapRule rule, MapScope scope, RuleInfo info)
    {
        var sources = new SourceCode[rule.Sources.Count];
        for (var i = 0; i < sources.Length; i++)
            scope = new SourceCompiler(this, rule.Sources[i], info).Compile(scope, out sources[i]);

        // What is done for each match runs last; the sources around it are put on from the inside out.
        var step = new BodyCompiler(this, rule, info).Compile(scope, sources);
        for (var i = sources.Length - 1; i >= 0; i--)
            step = sources[i].Around(step);
        return sources[0].Begin is { } begin ? new CompiledRule(step, sources[0].From, ChildNames.Of([begin.Name])) : CompiledRule.Always(step);
    }

    public override string ToString() => $"{Unit.Map.Name}.{group.Name}";
}
