using Gateway.Fhir.Definitions;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Slicing;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Makes the rules that are checked out of those that were gathered.</summary>
internal sealed class RuleCompiler(RuleTree tree, DefinitionSet types, Func<string, RuleDraft?> draftOf, Action<string, string> fault)
{
    // The rules of nested types, for elements that share their content (Questionnaire.item.item).
    private readonly Dictionary<TypeDefinition, Rule> _nested = [];
    private readonly List<(Rule Holder, ElementDefinition Sharing)> _sharing = [];

    public Rule Compile(RuleDraft root)
    {
        var rule = Compile(root, root.Name);
        foreach (var (holder, sharing) in _sharing)
            if (_nested.TryGetValue(sharing.Type, out var content) && (content.Children.Length > 0 || content.Invariants.Length > 0))
                holder.Children = [.. holder.Children, new Rule { Name = sharing.Name, NameId = sharing.NameId, Invariants = content.Invariants, Children = content.Children }];
        return rule;
    }

    private Rule Compile(RuleDraft draft, string path)
    {
        var content = draft.ContentType(types);
        var rule = new Rule
        {
            Name = draft.Name,
            NameId = draft.Element?.NameId ?? 0,
            SliceName = FullSliceName(draft),
            Min = draft.Min ?? 0,
            Max = draft.Max ?? int.MaxValue,
            Types = Types(draft),
            Fixed = draft.Fixed,
            Pattern = draft.Pattern,
            MinValue = draft.MinValue,
            MaxValue = draft.MaxValue,
            MaxLength = draft.MaxLength ?? int.MaxValue,
            Binding = draft.Binding == draft.Element?.Facts.Binding ? null : draft.Binding,
            Invariants = Invariants(draft, content, path),
            IsMustSupport = draft.IsMustSupport,
        };
        rule.Children = [.. draft.Children.Select(c => Compile(c, $"{path}.{c.Name}"))];
        if (draft.Element is { Type.IsNested: true } && draft.SliceName.Length == 0)
            _nested.TryAdd(draft.Element.Type, rule);
        if (content is { IsNested: true } || draft.Element is null)
            _sharing.AddRange(content!.Elements.Where(e => e.Facts.ContentReference.Length > 0 && draft.Child(e.Name) is null).Select(e => (rule, e)));
        if (draft.Slices.Count > 0 || draft.Slicing is { Rules: SlicingRules.Closed })
            rule.Slices = Slices(draft, path);
        return rule;
    }

    private SliceSet Slices(RuleDraft draft, string path)
    {
        var finder = new DiscriminatorCompiler(tree, types, draftOf, fault);
        var slicing = draft.Slicing ?? new SlicingFacts([], SlicingRules.Open, false);
        var slices = draft.Slices.Select(s => (Draft: s, Rule: Compile(s, $"{path}:{s.SliceName}"))).ToArray();
        return new SliceSet(
            [.. slices.Where(s => s.Draft.SliceName != "@default").Select(s => new Slice(s.Rule, finder.Compile(s.Draft, slicing.Discriminators, $"{path}:{s.Draft.SliceName}")))],
            slices.FirstOrDefault(s => s.Draft.SliceName == "@default").Rule, slicing.Rules, slicing.IsOrdered);
    }

    private static string FullSliceName(RuleDraft draft) =>
        draft.Owner is { SliceName.Length: > 0 } owner ? $"{FullSliceName(owner)}/{draft.SliceName}" : draft.SliceName;

    private TypeRule[] Types(RuleDraft draft)
    {
        if (draft.Types is not { } allowed)
            return [];
        var known = draft.Element?.Facts.Types ?? [];
        var isSame = allowed.Count >= known.Count && allowed.All(t => t.Profiles.Count == 0
            && (t.Targets.Count == 0 || known.FirstOrDefault(k => k.Code == t.Code) is { } k && t.Targets.SequenceEqual(k.Targets)));
        return isSame ? [] : [.. allowed.Select(t => new TypeRule(t.Code, types.FindType(t.Code), t.Profiles, t.Targets))];
    }

    private PathRule[] Invariants(RuleDraft draft, TypeDefinition? content, string path)
    {
        if (draft.Invariants.Count == 0)
            return [];
        var known = (draft.Element?.Facts.Invariants ?? []).Concat(content?.Facts.Invariants ?? []).ToArray();
        var context = draft.Element is { IsChoice: true } && ReferenceEquals(content, draft.Element.Type) ? null : content;
        return PathRule.Of(draft.Invariants.Where(i => known.All(k => k.Key != i.Key)), context,
            (invariant, wrong) => fault(path, $"The rule {invariant.Key} cannot be compiled: {wrong.Message}"));
    }
}
