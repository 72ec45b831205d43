using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;

namespace Gateway.Fhir.Validation.Base;

/// <summary>An invariant, compiled for the elements that it holds for.</summary>
internal sealed class PathRule
{
    // ele-1, which every element has: asked without FHIRPath, as it takes a third of the time of all rules.
    private const string Content = "hasValue() or (children().count() > id.count())";
    private static readonly PathCache s_paths = new(new PathOptions { AsFilters = true });

    // R4 says '> 2' where its own words say more than one; later releases correct it.
    private static readonly Dictionary<string, string> s_corrected = new(StringComparer.Ordinal)
    {
        ["enableWhen.count() > 2 implies enableBehavior.exists()"] = "enableWhen.count() > 1 implies enableBehavior.exists()",
    };

    // All that say the same (txt-1 and txt-2): it is asked once.
    private readonly InvariantFacts[] _facts;
    private readonly CompiledPath? _path;
    private readonly bool _hasErrors;

    // Where one of these children is not there, the rule holds.
    private readonly ChildNames _needs;

    private PathRule(InvariantFacts[] facts, CompiledPath? path) =>
        (_facts, _path, _hasErrors, _needs) = (facts, path, facts.Any(f => f.IsError), path is null ? default : ChildNames.Of(path.HoldsWithout));

    /// <summary>Compiles those that have an expression; what is wrong with the others is told.</summary>
    public static PathRule[] Of(IEnumerable<InvariantFacts> invariants, TypeDefinition? context, Action<InvariantFacts, PathFault>? fault = null)
    {
        var rules = new List<PathRule>();
        foreach (var same in invariants.Where(i => i.Expression.Length > 0).GroupBy(i => i.Expression))
        {
            var invariant = same.First();
            if (invariant.Expression == Content)
            {
                rules.Add(new PathRule([.. same], null));
                continue;
            }

            // What names an element that the type does not have may still mean something for the instance.
            var compiled = s_paths.Get(s_corrected.GetValueOrDefault(invariant.Expression, invariant.Expression), context);
            if (compiled.Path is { } path)
                rules.Add(new PathRule([.. same], path));
            else
                fault?.Invoke(invariant, compiled.Fault!);
        }

        return [.. rules];
    }

    // An invariant that gives nothing is kept: R4 has some that ask about what an element need not have (bdl-8, ref-1).
    public void Check(Element element, PathEnvironment environment, Findings findings) => Check(element, ChildNames.Any, environment, findings);

    /// <summary>The same where it is known which children the element has.</summary>
    public void Check(Element element, ChildNames children, PathEnvironment environment, Findings findings)
    {
        if (findings.WantsErrorsOnly && (!_hasErrors || !children.Has(_needs)))
            return;
        PathFault? broken = null;
        var holds = _path is null ? HasContent(element) : _path.Test(element, out broken, environment);
        if (holds != false && broken is null)
            return;
        foreach (var facts in _facts)
            if (holds == false)
                findings.Add(FaultKind.Invariant, facts.Key, $"The rule {facts.Key} is broken: {facts.Expression}", element, !facts.IsError);
            else
                findings.Add(FaultKind.Invariant, facts.Key, $"The rule {facts.Key} cannot be evaluated: {broken!.Message}", element, isWarning: true);
    }

    private static bool HasContent(Element element)
    {
        if (element.HasValue)
            return true;
        foreach (var child in element.Children)
            if (child.Name != "id")
                return true;
        return false;
    }
}
