using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Xml;

namespace Gateway.Fhir.Validation.Base;

/// <summary>An invariant, compiled for the elements that it holds for.</summary>
internal sealed class PathRule
{
    // ele-1, which every element has, and the rules of narratives: asked without FHIRPath, as they take a third of the time of all rules.
    private const string Content = "hasValue() or (children().count() > id.count())";
    private const string Narrative = "htmlChecks()";
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
    private readonly Func<Element, bool>? _native;
    private readonly TypeDefinition? _context;
    private readonly Func<ulong, bool?>? _presence;

    private PathRule(InvariantFacts[] facts, Func<Element, bool> native) => (_facts, _native, _hasErrors) = (facts, native, facts.Any(f => f.IsError));

    private PathRule(InvariantFacts[] facts, CompiledPath path, TypeDefinition? context)
    {
        (_facts, _path, _context, _hasErrors) = (facts, path, context, facts.Any(f => f.IsError));
        _presence = PresenceTest.Of(path.Expression, context);
    }

    /// <summary>True for ele-1: that the element has a value, or more than an id.</summary>
    public bool AsksForContent => _native == HasContent;

    /// <summary>Compiles those that have an expression; what is wrong with the others is told.</summary>
    public static PathRule[] Of(IEnumerable<InvariantFacts> invariants, TypeDefinition? context, Action<InvariantFacts, PathFault>? fault = null)
    {
        var rules = new List<PathRule>();
        foreach (var same in invariants.Where(i => i.Expression.Length > 0).GroupBy(i => i.Expression))
        {
            var invariant = same.First();
            if (invariant.Expression == Content)
            {
                rules.Add(new PathRule([.. same], HasContent));
                continue;
            }

            if (invariant.Expression == Narrative && context?.Primitive == PrimitiveKind.Xhtml)
            {
                rules.Add(new PathRule([.. same], XhtmlRules.AreKept));
                continue;
            }

            // What names an element that the type does not have may still mean something for the instance.
            var compiled = s_paths.Get(s_corrected.GetValueOrDefault(invariant.Expression, invariant.Expression), context);
            if (compiled.Path is { } path)
                rules.Add(new PathRule([.. same], path, context));
            else
                fault?.Invoke(invariant, compiled.Fault!);
        }

        return [.. rules];
    }

    public void Check(Element element, Surroundings around, Findings findings) =>
        Check(element, _presence is not null && ReferenceEquals(element.Type, _context) ? PresenceTest.Children(element) : null, around, findings);

    // An invariant that gives nothing is kept: R4 has some that ask about what an element need not have (bdl-8, ref-1).
    /// <param name="element">The element.</param>
    /// <param name="present">Which children it has, where it is of the type that the rule was compiled for.</param>
    /// <param name="around">What is around it.</param>
    /// <param name="findings">What is told when the rule is broken.</param>
    public void Check(Element element, ulong? present, Surroundings around, Findings findings)
    {
        if (findings.WantsErrorsOnly && !_hasErrors)
            return;
        PathFault? broken = null;
        var holds = present is { } children && _presence is not null ? _presence(children) : null;
        holds ??= _native is not null ? _native(element) : _path!.Test(element, out broken, around.Environment);
        if (holds == false)
            Break(element, findings);
        else if (broken is not null)
            foreach (var facts in _facts)
                findings.Add(FaultKind.Invariant, facts.Key, $"The rule {facts.Key} cannot be evaluated: {broken.Message}", element, isWarning: true);
    }

    /// <summary>Checks ele-1 for an element of which it is known whether it has a value, or a child besides its id.</summary>
    public void CheckContent(Element element, bool hasContent, Findings findings)
    {
        if (!hasContent)
            Break(element, findings);
    }

    private void Break(Element element, Findings findings)
    {
        foreach (var facts in _facts)
            findings.Add(FaultKind.Invariant, facts.Key, $"The rule {facts.Key} is broken: {(facts.Human.Length > 0 ? facts.Human : facts.Expression)}", element, !facts.IsError);
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
